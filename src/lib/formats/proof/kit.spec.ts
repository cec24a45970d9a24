/** That a scorer written from the kit's published description finds in a release's kit what Primum's scorer finds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answered } from '#lib/scoring/answer.ts';
import { check } from '#lib/scoring/check.ts';
import { harms } from '#lib/scoring/harms.ts';
import { standingOf } from '#lib/scoring/standing.ts';
import { readScorable } from '../annotation-set.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { linesOf } from './reading.ts';
import { richRelease } from './rich.ts';
import { harmsOf, itemsOf, type Harm, type Rubric } from './scorer.ts';

const files = richRelease();
const items = itemsOf(files);
const { set, problems } = readScorable(files, DEFAULT_LIMITS);

/** A judge's record: these options were done, all others not. */
function recordOf({ id, rubric }: { id: string; rubric: Rubric }, done: ReadonlySet<number>) {
	const options = rubric.options.map((option) => ({
		...{ id: option.id, matched: done.has(option.id), partial: false }
	}));
	return { id, trial: 1, options, responseActions: [], response_len: 100 };
}

/** The harms that Primum finds. */
function theirs(item: { id: string; rubric: Rubric }, done: ReadonlySet<number>): Harm[] {
	const { records, faults } = check(set, [{ line: 1, value: recordOf(item, done) }]);
	expect(faults).toEqual([]);
	const layout = set.layouts.find(({ rubric }) => rubric.id === item.rubric.id)!;
	const [record] = records;
	return harms(layout, standingOf(layout, record!), answered(layout, record!)).map(
		({ kind, tier, action }) => ({ kind, severity: tier, option: action! })
	);
}

it('reads every item and every option, with the final score of the release', () => {
	expect(problems).toEqual([]);
	expect(items.map(({ id }) => id).sort()).toEqual(['Card900', 'Card900-1', 'Neuro-17.b']);
	const finals = linesOf(files, 'final').filter(({ score }) => score !== null);
	const scores = new Map(
		finals.map((row) => [`${String(row.case)}#${String(row.action)}`, row.score])
	);
	const read = [...new Map(items.map(({ rubric }) => [rubric.id, rubric])).values()].flatMap(
		({ id, options }) =>
			options.map((option) => [`${id}#${option.id}`, option.placement ?? option.score])
	);
	expect(new Map(read as [string, unknown][])).toEqual(scores);
});

it.each([
	['nothing', []],
	['everything', [1, 2, 3, 5, 7, 8]],
	['the appropriate one', [1]]
])('finds the same harms where %s was done', (_, done) => {
	const [item] = items.filter(({ id }) => id === 'Card900');
	const found = harmsOf(item!.rubric, new Set(done));
	expect(theirs(item!, new Set(done))).toEqual(found);
	expect(found.some(({ option, kind }) => option === 1 && kind === 'omission')).toBe(
		!done.includes(1)
	);
});

it('finds the same harms whatever was done', () => {
	const answer = fc.constantFrom(...items).chain((item) =>
		fc.record({
			item: fc.constant(item),
			done: fc.subarray(item.rubric.options.map(({ id }) => id))
		})
	);
	fc.assert(
		fc.property(answer, ({ item, done }) => {
			expect(theirs(item, new Set(done))).toEqual(harmsOf(item.rubric, new Set(done)));
		}),
		{ numRuns: 200 }
	);
});
