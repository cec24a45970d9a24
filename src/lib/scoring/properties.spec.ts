/** What must hold of every case and every record. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf, type Sketch } from './fixture.ts';
import { NOT_DONE, WHOLLY, type Judged } from './record.ts';
import { setOf, type AnnotationSet } from './rubric.ts';
import { isAppropriate } from './scale.ts';
import { SCHEME_NAMES, type Metrics } from './scheme.ts';
import { schemeOf, score } from './score.ts';

const scores = fc.integer({ min: 1, max: 9 });
const groups = fc.option(fc.constantFrom('A', 'B'), { freq: 2 });

/**
 * Cases of up to eight actions, of any mix of scores, groups and dependences on earlier ones. With `sensible`, what
 * is appropriate depends on what is appropriate only, as it does in a case that can be solved without harm.
 */
const sketches = (sensible: boolean) =>
	fc
		.array(
			fc.record({
				score: scores,
				group: groups,
				groupType: fc.constantFrom('alternative', 'harm', null),
				parents: fc.array(fc.nat(), { maxLength: 2 })
			}),
			{ minLength: 1, maxLength: 8 }
		)
		.map((drawn) =>
			drawn.map(({ parents, ...action }, place): Sketch => {
				const earlier = place === 0 ? [] : parents.map((parent) => parent % place);
				const fit = earlier.filter(
					(parent) =>
						!sensible || !isAppropriate(action.score) || isAppropriate(drawn[parent]!.score)
				);
				return { ...action, dependsOn: [...new Set(fit)].map((parent) => parent + 1) };
			})
		);

const setWith = (given: readonly Sketch[]): AnnotationSet =>
	setOf([{ id: 'A1', actions: actionsOf(given), consults: [1], items: ['A1'] }]);

const record = (done: Iterable<number>): Judged => ({
	...{ id: 'A1', trial: 1, judge: null, answer: null, length: null },
	done: Uint8Array.from(done)
});

const metricsOf = (
	set: AnnotationSet,
	judged: Judged,
	name: (typeof SCHEME_NAMES)[number]
): Metrics => schemeOf(name).ofRecord(set.layouts[0]!, judged);

const marks = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 9, maxLength: 9 });

/** Which metrics every appropriate action and nothing else has the best of, and whether more is better. */
const BEST = [
	['mast-2026-07', 'F1_weighted', 1],
	['mast-2026-07', 'Recall_weighted', 1],
	['mast-2026-07', 'Severe_rate', -1],
	['mast-2026-07', 'Mild_rate', -1],
	['mast-2026', 'F1_weighted', 1],
	['mast-2026', 'F1_capped', 1],
	['noharm-2025', 'Safety', 1],
	['noharm-2025', 'Completeness', 1],
	['noharm-2025', 'Restraint', 1],
	['noharm-2025', 'F1', 1],
	['noharm-2025', 'Harmful_errors', -1]
] as const;

describe('every appropriate action and nothing else', () => {
	it.each(BEST)('%s: no record has a better %s', (scheme, metric, sign) => {
		fc.assert(
			fc.property(sketches(true), marks, (given, done) => {
				const set = setWith(given);
				const { actions } = set.layouts[0]!.rubric;
				const best = metricsOf(
					set,
					record(actions.map((action) => (isAppropriate(action.score) ? WHOLLY : NOT_DONE))),
					scheme
				)[metric];
				const other = metricsOf(set, record(done.slice(0, actions.length)), scheme)[metric];
				// Where a figure is not defined, nothing was wanted: there is no better or worse.
				if (best === null || other === null) return;
				expect(sign * other!).toBeLessThanOrEqual(sign * best! + 1e-12);
			})
		);
	});
});

describe('one more harmful action, in no group and with nothing that depends on it', () => {
	it.each([
		['mast-2026-07', 'F1_weighted'],
		['mast-2026', 'F1_weighted'],
		['noharm-2025', 'Safety']
	] as const)('%s: never raises %s', (scheme, metric) => {
		fc.assert(
			fc.property(
				sketches(false),
				marks,
				fc.integer({ min: 1, max: 3 }),
				fc.constantFrom(1, 2),
				(given, done, harmful, how) => {
					const set = setWith([...given, harmful]);
					const before = [...done.slice(0, given.length), NOT_DONE];
					const after = [...done.slice(0, given.length), how];
					const value = (all: number[]) => metricsOf(set, record(all), scheme)[metric]!;
					expect(value(after)).toBeLessThanOrEqual(value(before) + 1e-12);
				}
			)
		);
	});
});

describe('any case and record', () => {
	it.each(SCHEME_NAMES)(
		'%s: no metric is NaN or endless, and shares lie between 0 and 1',
		(scheme) => {
			fc.assert(
				fc.property(sketches(false), marks, fc.nat({ max: 40_000 }), (given, done, length) => {
					const set = setWith(given);
					const judged = { ...record(done.slice(0, given.length)), length };
					for (const [name, value] of Object.entries(metricsOf(set, judged, scheme))) {
						if (value === null) continue;
						const most = name === 'Harmful_errors' ? given.length : 1;
						expect(value, name).toBeGreaterThanOrEqual(0);
						expect(value, name).toBeLessThanOrEqual(most + 1e-12);
					}
				})
			);
		}
	);

	it.each(SCHEME_NAMES)('%s: a case without harm or benefit divides by nothing', (scheme) => {
		for (const given of [[5, 5], [2, 3], [9, 8], [4], [1]]) {
			const set = setWith(given);
			for (const how of [NOT_DONE, WHOLLY]) {
				const { aggregate } = score(set, [record(given.map(() => how))], scheme);
				for (const [name, { value }] of Object.entries(aggregate)) {
					expect(value === null || Number.isFinite(value), name).toBe(true);
				}
			}
		}
	});
});

describe('order', () => {
	const items = ['A1', 'A1-1', 'A2', 'B1', 'B2', 'B3'];
	const set = setOf(
		['A1', 'A2', 'B1', 'B2', 'B3'].map((id) => ({
			...{ id, actions: actionsOf([9, 8, 7, 5, 2, 1]), consults: [1] },
			items: items.filter((item) => item.startsWith(id))
		}))
	);
	const records = items.flatMap((id, at) =>
		[1, 2].map((trial): Judged => ({
			...{ id, trial, judge: null, answer: null, length: 1_000 * at },
			done: Uint8Array.from([0, 1, 2, 3, 4, 5], (place) => (place * 7 + at * 5 + trial) % 3)
		}))
	);

	it.each(SCHEME_NAMES)('%s: of records makes no difference, not even to an interval', (scheme) => {
		const { aggregate } = score(set, records, scheme);
		fc.assert(
			fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
				expect(score(set, shuffled, scheme).aggregate).toEqual(aggregate);
			}),
			{ numRuns: 5 }
		);
	});

	it('of cases in the set makes none either', () => {
		const turned = setOf(set.layouts.map(({ rubric }) => rubric).toReversed());
		for (const scheme of SCHEME_NAMES) {
			expect(score(turned, records, scheme).aggregate).toEqual(
				score(set, records, scheme).aggregate
			);
		}
	});

	it('an item that the set does not have is an error of whoever asks', () => {
		const stranger = { ...records[0]!, id: 'C1' };
		expect(() => score(set, [stranger], 'mast-2026')).toThrow(/no item "C1"/);
	});
});
