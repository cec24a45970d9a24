/** `primum round`: what each verb says and does, and what it refuses without changing anything. */
import { expect, it } from 'vitest';
import { aTerminal, KIT } from './cli-run.ts';

const { primum } = aTerminal();

it('a round is closed, opened again, dated, and followed by another', async () => {
	const study = ['--study', 'pilot'];
	const round = (verb: string, ...more: string[]) => primum('round', verb, ...study, ...more);
	const listed = async () => {
		const { stdout } = await round('list', '--json');
		return (JSON.parse(stdout) as { rounds: Record<string, unknown>[] }).rounds;
	};
	await primum('import', KIT, ...study, '--create');

	expect((await round('due', '--date', '31.12.2099')).code).toBe(2);
	expect((await round('due', '--date', '2099-12-31', '--none')).code).toBe(2);
	expect(await listed()).toMatchObject([{ number: 1, state: 'open', dueAt: null }]);
	expect(await round('due', '--date', '2099-12-31')).toMatchObject({
		...{ code: 0, stdout: 'Round 1 is due on 2099-12-31.\n' }
	});
	expect((await listed())[0]!['dueAt']).toMatch(/^2\d{3}-\d\d-\d\dT/);
	const none = JSON.parse((await round('due', '--none', '--json')).stdout) as unknown;
	expect(none).toEqual({ study: 'pilot', round: 1, due: null });

	const early = await round('open');
	expect(early).toMatchObject({ code: 1, stdout: '' });
	expect(early.stderr).toContain('Round 1 is still open. Close it first');
	const open = await round('reopen');
	expect(open).toMatchObject({ code: 1, stdout: '' });

	expect((await round('close')).stdout).toBe('Round 1 is closed.\n');
	expect((await round('close')).code).toBe(1);
	expect((await round('list')).stdout).toMatch(/^ *1 +closed/m);
	expect((await round('reopen')).stdout).toBe('Round 1 is open again.\n');
	expect(await listed()).toMatchObject([{ number: 1, state: 'open' }]);
});

it('the next round is opened by the rule or by name, and says whom it asks', async () => {
	const round = (verb: string, ...more: string[]) =>
		primum('round', verb, '--study', 'demo', ...more);
	const listed = async () => {
		const { stdout } = await round('list', '--json');
		return (JSON.parse(stdout) as { rounds: Record<string, unknown>[] }).rounds;
	};
	expect((await primum('seed')).code).toBe(0);
	expect((await round('close')).stdout).toMatch(
		/^Round 1 is closed\. \d+ cases? given to raters not/
	);

	const unknown = await round('open', '--actions', 'Card001#3,Nowhere#1');
	expect(unknown).toMatchObject({ code: 1, stdout: '' });
	expect(unknown.stderr).toContain('Nowhere#1');
	expect((await round('open', '--actions', 'Card001#3', '--few')).code).toBe(2);
	expect((await round('open', '--due', 'tomorrow')).code).toBe(2);
	expect(await listed()).toMatchObject([{ number: 1, state: 'closed' }]);

	const opened = await round('open', '--due', '2099-12-31');
	expect(opened).toMatchObject({ code: 0, stderr: '' });
	const [, raters, actions, cases] =
		/^Round 2 is open: (\d+) raters asked about (\d+) actions of (\d+) cases\. 8 actions left out: to be ruled on\.\n$/.exec(
			opened.stdout
		)!;
	const second = (await listed()).at(-1);
	expect(second).toMatchObject({
		...{ number: 2, state: 'open', actions: Number(actions), cases: Number(cases) },
		response: { raters: Number(raters), signed: 0, answered: 0 }
	});
	const again = await round('open');
	expect(again).toMatchObject({ code: 1, stdout: '' });
	expect(again.stderr).toContain('Round 2 is still open.');

	await round('close');
	const third = JSON.parse(
		(await round('open', '--actions', 'Card001#1', '--json')).stdout
	) as object;
	expect(third).toMatchObject({ study: 'demo', number: 3, actions: 1, cases: 1, told: 0 });
	expect(await listed()).toMatchObject([{}, { number: 2, state: 'closed' }, { number: 3 }]);
});
