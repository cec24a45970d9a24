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

it('members accept lets a rater in who has not qualified, once and with a reason', async () => {
	await primum('import', KIT, '--study', 'open', '--create');
	const add = ['--study', 'open', '--email', 'Ada@primum.example', '--name', 'Ada'];
	await primum('members', 'add', ...add, '--role', 'rater');
	const accept = (email: string, reason = 'Trained at the pilot.') =>
		primum('members', 'accept', '--study', 'open', '--email', email, '--reason', reason);
	const members = async () => {
		const { stdout } = await primum('members', 'list', '--study', 'open', '--json');
		return (JSON.parse(stdout) as { members: unknown[] }).members;
	};

	const needless = await accept('ada@primum.example');
	expect(needless).toMatchObject({ code: 1, stdout: '' });
	expect(needless.stderr).toContain('Ada does not have to qualify in this study.');
	await primum('study', 'qualification', '--study', 'open', '--cases', 'Derm001');
	const nobody = await accept('eve@primum.example');
	expect(nobody).toMatchObject({ code: 1, stdout: '' });
	expect(nobody.stderr).toContain('Nobody in "open" has the address eve@primum.example.');
	const silent = await accept('ada@primum.example', ' ');
	expect(silent).toMatchObject({ code: 2, stdout: '' });
	expect(silent.stderr).toContain('--reason: say why the rater is accepted');
	expect(await members()).toMatchObject([{ standing: { kind: 'to-take' }, acceptedBecause: null }]);

	const accepted = await accept('ada@primum.example');
	expect(accepted).toMatchObject({ code: 0, stderr: '' });
	expect(accepted.stdout).toContain('ada@primum.example may rate the cases of "open".');
	expect(await members()).toMatchObject([
		{ standing: { kind: 'accepted' }, acceptedBecause: 'Trained at the pilot.' }
	]);
	expect((await accept('ada@primum.example')).stderr).toContain('Ada has qualified already.');
});
