import { expect, it } from 'vitest';
import { aTerminal } from './cli-run.ts';

const { primum } = aTerminal();

it('says what waits for a ruling, and how far it is', async () => {
	await primum('seed');
	const list = await primum('adjudicate', 'list', '--study', 'demo', '--json');
	const { actions } = JSON.parse(list.stdout) as { actions: { scores: number[]; why: string }[] };
	expect(actions.length).toBeGreaterThan(4);
	for (const { scores, why } of actions) {
		const range = `the panel disagrees: scores from ${Math.min(...scores)} to ${Math.max(...scores)}`;
		expect(why).toBe(range);
	}
	const progress = await primum('adjudicate', 'progress', '--study', 'demo');
	expect(progress).toMatchObject({ code: 0, stderr: '' });
	expect(progress.stdout).toContain(`0 actions of ${actions.length} settled`);
	expect(progress.stdout).toContain('Marguerite Achterberg');
	const none = await primum('adjudicate', 'list', '--study', 'nowhere');
	expect(none).toMatchObject({ code: 1, stdout: '' });
});
