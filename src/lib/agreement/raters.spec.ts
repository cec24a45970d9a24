import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as cohen from './cohen.ts';
import * as krippendorff from './krippendorff.ts';
import * as sums from './rater-sums.ts';
import { alphaOf, pairs, pairsOf, profiles, profilesOf } from './raters.ts';
import { sparse, type Table } from './table.ts';

const table: Table = [
	[9, 7, null],
	[5, 3, 1],
	[1, null, null],
	[8, 8, 2]
];

describe('profiles', () => {
	const [ada, bo, cy] = profiles(sparse(table));

	it('say how far a rater is from the others, on what they share', () => {
		// 9 - 7, 5 - (3 + 1) / 2 and 8 - (8 + 2) / 2, over three units.
		expect(ada!.severity).toBeCloseTo((2 + 3 + 3) / 3, 12);
		expect(bo!.severity).toBeCloseTo((-2 + 0 + 3) / 3, 12);
		expect(cy!.severity).toBeCloseTo((-3 - 6) / 2, 12);
		expect([ada!, bo!, cy!].map(({ ratings, shared }) => [ratings, shared])).toEqual([
			[4, 3],
			[3, 3],
			[2, 2]
		]);
	});

	it('say how a rater uses the scale', () => {
		expect([ada!.middle, ada!.ends]).toEqual([1 / 4, 2 / 4]);
		expect([cy!.middle, cy!.ends]).toEqual([0, 1 / 2]);
	});

	it('say nothing of severity where nothing is shared, nor of a rater without a rating', () => {
		const alone = profiles(sparse([[3, null, null]]));
		expect(alone[0]).toMatchObject({ ratings: 1, shared: 0, severity: undefined });
		expect(alone[1]).toMatchObject({ ratings: 0, middle: 0, ends: 0 });
	});

	const rating = fc.option(fc.integer({ min: 1, max: 9 }), { freq: 3 });
	const rows = fc.integer({ min: 2, max: 5 }).chain((raters) =>
		fc.array(fc.array(rating, { minLength: raters, maxLength: raters }), {
			minLength: 1,
			maxLength: 12
		})
	);

	it('have the alpha of the table without the rater', () => {
		fc.assert(
			fc.property(rows, (made) => {
				profiles(sparse(made)).forEach(({ alphaWithout }, rater) => {
					const rest = made.map((row) => row.map((value, at) => (at === rater ? null : value)));
					const wanted = krippendorff.alpha(rest, 'ordinal');
					if ('value' in wanted && 'value' in alphaWithout) {
						expect(alphaWithout.value).toBeCloseTo(wanted.value, 9);
					} else expect(alphaWithout).toEqual(wanted);
				});
			}),
			{ numRuns: 100 }
		);
	});

	it('pairs have the kappa of the two columns', () => {
		fc.assert(
			fc.property(rows, (made) => {
				for (const { first, second, kappa } of pairs(sparse(made))) {
					const wanted = cohen.kappa(made, first, second, 'quadratic');
					expect(kappa.units).toBe(wanted.units);
					if ('value' in wanted && 'value' in kappa) {
						expect(kappa.value).toBeCloseTo(wanted.value, 12);
					} else expect(kappa).toEqual(wanted);
				}
			}),
			{ numRuns: 100 }
		);
	});
});

it('pairs who share nothing are none', () => {
	expect(pairs(sparse(table)).map(({ first, second }) => [first, second])).toEqual([
		[0, 1],
		[0, 2],
		[1, 2]
	]);
	expect(
		pairs(
			sparse([
				[1, null],
				[null, 2]
			])
		)
	).toEqual([]);
});

it('are the same where they are added up case by case, and say how many cases they rest on', () => {
	const found = sums.none(3);
	const add = sums.adder(found);
	for (const units of [table.slice(0, 2), table.slice(2, 3), table.slice(3)]) add(sparse(units));
	const whole = profiles(sparse(table));
	expect(profilesOf(found)).toEqual(whole.map((one) => ({ ...one, cases: 2 })));
	expect(pairsOf(found)).toEqual(pairs(sparse(table)).map((one) => ({ ...one, cases: 2 })));
	expect(alphaOf(found)).toEqual(krippendorff.alpha(table, 'ordinal'));
});
