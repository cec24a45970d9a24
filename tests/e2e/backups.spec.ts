/** Backups as those who run the server meet them: by a page and by command, restored to a server that goes on. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { DEMO_PASSWORD, expect, install, remove, test } from './installation.ts';

const ADMIN = 'ines@backups.example';
const KEY = { PRIMUM_BACKUP_KEY: 'a key that the hospital keeps elsewhere' };
const PICTURES = process.env.PRIMUM_PICTURES;

test('a backup is made by a press while the server runs, and another server goes on from it', async ({
	context
}) => {
	let link = '';
	const first = await install('serve', {
		env: KEY,
		prepare: async (primum) => {
			const named = ['--name', 'Ines Castro', '--email', ADMIN, '--admin', '--json'];
			const added = await primum('users', 'add', ...named);
			link = new URL((JSON.parse(added.stdout) as { link: string }).link).pathname;
			const study = await primum('study', 'create', 'pilot', '--name', 'Pilot');
			expect(study.code, study.stderr).toBe(0);
		}
	});
	const data = `${first.data}-restored`;
	try {
		const page = await context.newPage();
		await page.goto(first.origin + link);
		await page.getByLabel('Password').fill(DEMO_PASSWORD);
		await page.locator('main button.btn-primary').click();
		await page.waitForURL('**/studies');

		await page.getByRole('link', { name: 'System' }).click();
		await expect(page.getByText('There is no backup yet.')).toBeVisible();
		await page.getByRole('button', { name: 'Back up now' }).click();
		await expect(page.getByRole('cell', { name: 'by hand' })).toBeVisible({ timeout: 20_000 });
		await page.getByRole('button', { name: 'Examine', exact: true }).click();
		await expect(page.getByText('Everything is as it should be.')).toBeVisible();
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
		for (const width of [390, 1024, 1440]) {
			await page.setViewportSize({ width, height: 900 });
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
			if (PICTURES === undefined) continue;
			for (const colorScheme of ['light', 'dark'] as const) {
				await page.emulateMedia({ colorScheme });
				await page.screenshot({
					path: `${PICTURES}/system-${width}-${colorScheme}.png`,
					fullPage: true
				});
			}
		}

		const folder = join(first.data, 'backups');
		const [name] = readdirSync(folder);
		const file = join(folder, name!);
		const whole = readFileSync(file);
		const damaged = join(first.data, 'damaged.backup');
		writeFileSync(damaged, whole.with(whole.length - 100, whole.at(-100)! ^ 1));
		const refused = await first.primum('restore', damaged, '--data', data);
		expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('is damaged')]);
		const checked = await first.primum('restore', file, '--check');
		expect([checked.code, checked.stdout]).toEqual([0, expect.stringContaining('is whole')]);
		const onto = await first.primum('restore', file);
		expect([onto.code, onto.stderr]).toEqual([1, expect.stringContaining('There is')]);
		const restored = await first.primum('restore', file, '--data', data);
		expect(restored.code, restored.stderr).toBe(0);
		expect(restored.stdout).toContain('history gives the ratings');
		const again = await first.primum(
			'backup',
			join(data, 'again.backup'),
			'--data',
			data,
			'--json'
		);
		expect(again.code, again.stderr).toBe(0);
		expect(JSON.parse(again.stdout)).toMatchObject({ isSealed: true });
		await page.close();
	} finally {
		await remove(first);
	}

	const second = await install('serve', { data, env: KEY });
	try {
		const there = await context.newPage();
		// Sessions came along: cookies know no port.
		await there.goto(`${second.origin}/studies`);
		await expect(there.getByRole('link', { name: 'Pilot' }).first()).toBeVisible();
		await there.close();
	} finally {
		await remove(second);
	}
});
