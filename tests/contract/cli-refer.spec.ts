/** `primum refer` and `primum round open --sent`, on the invented study. */
import { describe, expect, it } from 'vitest';
import { aTerminal } from './cli-run.ts';

const { primum } = aTerminal();

type Waiting = { externalId: string; number: number; to: string; note: string };

const json = async <T>(...args: string[]): Promise<T> => {
	const { code, stdout, stderr } = await primum(...args, '--json');
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout) as T;
};

/** What waits for the next round; the invented study has sent some to its adjudicator from the start. */
const waiting = async () => {
	const all = (await json<{ waiting: Waiting[] }>('refer', 'list', '--study', 'demo')).waiting;
	expect(all.filter(({ to }) => to === 'adjudication')).toHaveLength(8);
	return all.filter(({ to }) => to === 'round');
};

describe('refer', () => {
	it('sends actions of a case, lists them, and opens the round that asks them', async () => {
		await primum('seed');
		expect(await waiting()).toEqual([]);
		const { stdout } = await primum('refer', 'list', '--study', 'demo');
		expect(stdout).toMatch(/^case +action +waits for +since +who +note\n/);
		const to = ['refer', '--study', 'demo', '--to', 'round'];
		const sent = await primum(...to, '--case', 'Card001', '--actions', '1, 2', '--note', 'Look.');
		expect(sent.stdout.trim(), sent.stderr).toBe('2 actions sent to the next round.');
		const again = await primum(...to, '--case', 'Card001', '--actions', '2,3');
		expect(again.stdout).toContain(
			'1 action is left out, sent to the next round already: Card001 #2.'
		);
		expect((await waiting()).map(({ number, to, note }) => [number, to, note])).toEqual([
			[1, 'round', 'Look.'],
			[2, 'round', 'Look.'],
			[3, 'round', '']
		]);

		const all = await json<{ sent: number }>(...to, '--unresolved');
		expect(all.sent).toBeGreaterThan(0);
		expect(await waiting()).toHaveLength(3 + all.sent);

		await primum('round', 'close', '--study', 'demo');
		const opened = await json<{ actions: number; ofNobody: number }>(
			...['round', 'open', '--study', 'demo', '--sent']
		);
		expect(opened.actions + opened.ofNobody).toBe(3 + all.sent);
		expect(await waiting()).toHaveLength(opened.ofNobody);
	});

	it('says what is missing or too much', async () => {
		const to = ['refer', '--study', 'demo', '--to', 'round'];
		const wrong = [
			[to, 'Give one of --actions NUMBERS and --unresolved.'],
			[[...to, '--actions', '1', '--unresolved'], 'Give one of --actions'],
			[[...to, '--actions', '1'], 'Say with --case which case these actions are of.'],
			[['refer', '--study', 'demo', '--unresolved'], '--to <place> is missing'],
			[['refer', '--to', 'round', '--unresolved'], '--study'],
			[
				['round', 'open', '--study', 'demo', '--sent', '--few'],
				'Give at most one of --few, --actions and --sent.'
			]
		] as const;
		for (const [args, words] of wrong) {
			const { code, stderr } = await primum(...args);
			expect([code, stderr], args.join(' ')).toEqual([2, expect.stringContaining(words)]);
		}
		const none = await primum(...to, '--case', 'Card001', '--actions', '999');
		expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('Card001#999')]);
	});
});
