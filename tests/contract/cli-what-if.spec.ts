import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aTerminal, KIT } from './cli-run.ts';

const { primum, put } = aTerminal();

it('says what other rules would make of a study, and lists the actions of one', async () => {
	await primum('import', KIT, '--study', 'panel', '--create');
	const rubric = readFileSync(join(KIT, 'dataset/rubrics/Card001.json'), 'utf8');
	const numbers = (JSON.parse(rubric) as { options: { id: number }[] }).options.map(({ id }) => id);
	// Of the first action 1, 5 and 9, of every other three times 7. A case that is rated to the end is signed.
	const rows = ['North', 'South', 'West'].flatMap((rater, at) =>
		numbers.map((id) => `Card001,${id},${rater},${id === numbers[0] ? [1, 5, 9][at] : 7}`)
	);
	const csv = ['case,action,rater,score', ...rows].join('\n');
	const file = join(put('ratings', { 'ratings.csv': csv }), 'ratings.csv');
	await primum('import-ratings', file, '--study', 'panel');

	const asked = ['what-if', '--study', 'panel', '--rule', 'mean-rounded'];
	const { code, stdout } = await primum(...asked, '--json');
	expect(code).toBe(0);
	const look = JSON.parse(stdout);
	expect(look).toMatchObject({ study: 'panel', now: { rule: 'noharm-strict', band: 2 }, ruled: 0 });
	expect(look.rules).toHaveLength(12);
	// A mean of 5 settles what the median leaves open, 1 to 9 apart.
	expect(look.chosen.turned.rows).toMatchObject([
		{ externalId: 'Card001', number: numbers[0], scores: [1, 5, 9], before: null, after: 5 }
	]);

	const shown = await primum(...asked);
	expect(shown.stdout).toContain(`Card001#${numbers[0]}`);
	expect(shown.stdout).toMatch(/mean-rounded +3 +\d+ /);

	const refused = await primum('what-if', '--study', 'panel', '--band', '3');
	expect(refused.code).toBe(2);
	expect(refused.stderr).toContain('--band goes with --rule');
});
