import { expect, it } from 'vitest';
import { aTerminal, KIT } from './cli-run.ts';

const { primum } = aTerminal();

it('study qualification sets, shows and takes away what raters must do first', async () => {
	await primum('import', KIT, '--study', 'pilot', '--create');
	const qualification = (...args: string[]) =>
		primum('study', 'qualification', '--study', 'pilot', ...args);
	const json = async (...args: string[]) =>
		JSON.parse((await qualification(...args, '--json')).stdout) as unknown;

	const off = { study: 'pilot', required: false, passMark: 80, tries: 2, band: 2, cases: [] };
	expect(await json()).toEqual(off);
	const on = { ...off, required: true, passMark: 75, cases: ['Card001', 'Derm001'] };
	expect(await json('--cases', 'Derm001, Card001', '--pass-mark', '75')).toEqual(on);
	expect(await json('--tries', '3')).toEqual({ ...on, tries: 3 });
	expect((await qualification()).stdout).toBe(
		'Raters of "pilot" qualify by Card001, Derm001: 75% of their answers within 2 points of the key, ' +
			'in at most 3 tries.\n'
	);
	expect((await qualification('--off')).stdout).toContain('need not qualify. Its qualification');

	const refused = await qualification('--cases', 'Card999');
	expect(refused).toMatchObject({ code: 1, stdout: '' });
	expect(refused.stderr).toContain('has no case Card999');
	const wrong = await qualification('--pass-mark', '101');
	expect(wrong).toMatchObject({ code: 2, stdout: '' });
	expect(wrong.stderr).toContain('--pass-mark: must be a whole number from 1 to 100');
	expect(await qualification('--off', '--tries', '3')).toMatchObject({ code: 2 });
});
