import { expect, it } from 'vitest';
import { aTerminal, KIT } from './cli-run.ts';

const { primum } = aTerminal();

it('members pause, resume, leave and return say who takes part just now', async () => {
	await primum('import', KIT, '--study', 'pilot', '--create');
	const ada = ['--study', 'pilot', '--email', 'Ada@primum.example'];
	await primum('members', 'add', ...ada, '--name', 'Ada', '--role', 'rater');
	const members = (verb: string, ...more: string[]) => primum('members', verb, ...ada, ...more);
	const first = async () => {
		const { stdout } = await primum('members', 'list', '--study', 'pilot', '--json');
		return (JSON.parse(stdout) as { members: Record<string, unknown>[] }).members[0];
	};

	const early = await members('pause', '--reason', 'Away.', '--until', '2020-01-31');
	expect(early).toMatchObject({ code: 1, stdout: '' });
	expect(early.stderr).toContain('a pause ends on a day to come');
	expect(await members('pause', '--reason', ' ')).toMatchObject({ code: 2, stdout: '' });
	const paused = await members('pause', '--reason', 'Away.', '--until', '2099-01-31');
	expect(paused).toMatchObject({ code: 0, stderr: '' });
	expect(paused.stdout).toBe('Ada@primum.example is paused in "pilot" until 2099-01-31.\n');
	expect(await first()).toMatchObject({ pausedUntil: '2099-01-31T00:00:00.000Z' });
	expect((await primum('members', 'list', '--study', 'pilot')).stdout).toContain(
		'paused until 2099-01-31'
	);
	expect((await members('resume')).stdout).toContain('is no longer paused');
	expect((await members('resume')).stderr).toContain('Ada is not paused.');

	expect((await members('leave', '--reason', 'No time.')).stdout).toContain('has left "pilot".');
	expect(await first()).toMatchObject({
		leftAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string
	});
	expect((await members('return')).stdout).toContain('is in "pilot" again.');
	expect(await first()).toMatchObject({ leftAt: null });
	const nobody = await primum('members', 'resume', '--study', 'pilot', '--email', 'eve@x.example');
	expect(nobody).toMatchObject({ code: 1 });
	expect(nobody.stderr).toContain('Nobody in "pilot" has the address eve@x.example.');
});
