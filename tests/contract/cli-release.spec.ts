/** `primum release create`: each choice of the release builder, by a flag. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseOptionsInput } from '#lib/domain/release.ts';
import { aTerminal, KIT } from './cli-run.ts';

const { primum, put } = aTerminal();

const json = async (...args: string[]) => {
	const { code, stdout, stderr } = await primum(...args, '--json');
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout);
};

const create = ['release', 'create', '--study', 'panel'];

/** Of the first action of Card001 1, 5 and 9, of every other three times 7; nobody rated anything else. */
beforeAll(async () => {
	await primum('import', KIT, '--study', 'panel', '--create');
	const rubric = readFileSync(join(KIT, 'dataset/rubrics/Card001.json'), 'utf8');
	const numbers = (JSON.parse(rubric) as { options: { id: number }[] }).options.map(({ id }) => id);
	const rows = ['North', 'South', 'West'].flatMap((rater, at) =>
		numbers.map((id) => `Card001,${id},${rater},${id === numbers[0] ? [1, 5, 9][at] : 7}`)
	);
	const csv = ['case,action,rater,score', ...rows].join('\n');
	await primum('import-ratings', join(put('given', { 'r.csv': csv }), 'r.csv'), '--study', 'panel');
}, 120_000);

describe('release create', () => {
	it.each<[string[], ReleaseOptionsInput]>([
		[['--specialty', 'Card', 'GI'], { specialties: ['Card', 'GI'] }],
		[['--case', 'Card001'], { cases: ['Card001'] }],
		[['--part', 'open'], { part: 'open' }],
		[['--through-round', '1'], { throughRound: 1 }],
		[['--complete-only'], { completeOnly: true }],
		[['--rule', 'mean-rounded'], { consensus: { rule: 'mean-rounded', band: 2 } }],
		[['--rule', 'median', '--band', '8'], { consensus: { rule: 'median', band: 8 } }],
		[['--unresolved', 'keep'], { unresolved: 'keep' }],
		[['--comments'], { includeComments: true }],
		[['--times'], { includeTimes: true }],
		[['--names'], { pseudonyms: false }],
		[['--license', 'cc-by-4.0'], { license: 'cc-by-4.0' }],
		[['--language', 'en'], { language: 'en' }],
		[['--note', ' For the pilot. '], { note: 'For the pilot.' }]
	])('takes %j', async (flags, expected) => {
		// Some choices come to the same files here; a note tells their releases apart.
		const made = await json(...create, '--note', flags.join(' '), ...flags);
		expect(made.options).toMatchObject(expected);
		const { releases } = await json('release', 'list', '--study', 'panel');
		expect(releases[0]).toMatchObject({ number: made.number, options: expected });
	});

	it('says what it would hold, and makes nothing', async () => {
		const before = await json('release', 'list', '--study', 'panel');
		const found = await json(...create, '--check', '--case', 'Card001');
		expect(found).toMatchObject({
			choices: { cases: ['Card001'] },
			holds: { cases: 1, raters: 3, unresolved: 1 },
			items: { finals: { state: 'decide', open: { 'harm-benefit': 1 } }, unsigned: { of: 0 } }
		});
		const mean = await json(...create, '--check', '--case', 'Card001', '--rule', 'mean-rounded');
		expect(mean).toMatchObject({ holds: { unresolved: 0 }, items: { finals: { state: 'fine' } } });
		const text = await primum(...create, '--check', '--case', 'Card001', 'Nope001');
		expect(text.stdout).toMatch(/^harm-benefit +1$/m);
		expect(text.stdout).toContain('There is no case "Nope001".');
		expect(await json('release', 'list', '--study', 'panel')).toEqual(before);
	});

	it.each([
		[['--band', '3'], 2, '--band goes with --rule'],
		[['--rule', 'mode'], 2, 'mode'],
		[['--part', 'half'], 2, 'half'],
		[['--through-round', '0'], 2, 'the first round is 1'],
		[['--license', 'mine'], 2, 'mine'],
		[['--language', 'English'], 2, '--language: give the code of a language, such as en'],
		[['--rule', 'median', '--band', '9'], 2, 'must be a whole number from 0 to 8']
	])('does not take %j', async (flags, code, says) => {
		const refused = await primum(...create, ...flags);
		expect(refused.code).toBe(code);
		expect(refused.stderr).toContain(says);
	});
});

describe('release compare', () => {
	it('says what is otherwise than in the release before, or in another', async () => {
		const base = (await json(...create, '--case', 'Card001', '--note', 'to compare')).number;
		await json(...create, '--case', 'Card001', '--rule', 'mean-rounded', '--note', 'to compare');
		const compare = ['release', 'compare', '--study', 'panel', String(base + 1)];
		const found = await json(...compare);
		// 1, 5 and 9: their mean is 5, and the panel disagrees where the rule asks whether it does.
		expect(found).toMatchObject({
			from: { number: base },
			to: { number: base + 1 },
			actions: { resolved: 1, label: 0, added: 0 },
			changed: [{ case: 'Card001', changes: ['resolved'], from: { score: null }, to: { score: 5 } }]
		});
		const { stdout } = await primum(...compare, String(base));
		expect(stdout).toMatch(/^Card001#\d+ +resolved +open +5$/m);
		expect(stdout).toContain('consensus rule: mean-rounded, was ');
		const none = await primum('release', 'compare', '--study', 'panel', '1');
		expect([none.code, none.stderr]).toEqual([
			expect.any(Number),
			expect.stringContaining('none before it to compare with')
		]);
	});
});
