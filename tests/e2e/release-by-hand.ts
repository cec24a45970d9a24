/** How a coordinator makes a release: the check list, the tick, the question, and the job that makes it. */
import type { Page } from '@playwright/test';
import { expect } from './installation.ts';

/**
 * Makes a release of what the page of a new release chooses, and waits until it is there.
 *
 * @param study the address of the study
 * @param query what is chosen, as an address has it: `?comments=yes`
 */
export async function makeRelease(page: Page, study: string, number: number, query = '') {
	await page.goto(`${study}/releases/new${query}`);
	await page.getByLabel(/^I have read the check list/).check();
	await page.getByRole('button', { name: `Make release ${number}…` }).click();
	const asked = page.getByRole('dialog', { name: `Make release ${number}?` });
	await asked.getByRole('button', { name: `Make release ${number}` }).click();
	await expect(page.getByText(`Release ${number} is made.`)).toBeVisible({ timeout: 30_000 });
}
