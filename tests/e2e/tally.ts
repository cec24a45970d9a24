/** Counts what a page costs whoever works at it: presses and fields, as they reach the page. */
import type { Page } from '@playwright/test';

export type Tally = { presses: number; fields: number };

/**
 * Counts from the next page on. A press is one of the mouse, or of Enter or Space outside of a field of text; a field
 * is one that was written into or chosen from, once for each time it is come to.
 */
export async function tallyOf(page: Page): Promise<Tally> {
	const tally = { presses: 0, fields: 0 };
	await page.exposeFunction('primumCounts', (what: keyof Tally) => {
		tally[what] += 1;
	});
	await page.addInitScript(() => {
		const { primumCounts: counts } = window as unknown as { primumCounts(what: string): void };
		let written: EventTarget | null = null;
		const isField = (target: EventTarget | null) =>
			target instanceof HTMLElement &&
			target.matches('textarea, select, input:not([type=checkbox], [type=radio])');
		const listen = (kind: string, hear: (event: Event) => void) =>
			window.addEventListener(kind, hear, { capture: true });
		listen('pointerdown', () => counts('presses'));
		listen('keydown', (event) => {
			const { key, target } = event as KeyboardEvent;
			if ((key === 'Enter' || key === ' ') && !isField(target)) counts('presses');
		});
		listen('focusin', () => (written = null));
		listen('input', ({ target }) => {
			if (!isField(target) || target === written) return;
			written = target;
			counts('fields');
		});
	});
	return tally;
}
