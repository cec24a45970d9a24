import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '#lib/agreement/random.ts';
import { finishOf } from './forecast.ts';
import { isKnown, LEAST_DAYS, PACE_DAYS, type Work } from './pace.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 11, 1, 9, 40);

/** The finish in days from now. */
function inDays(left: number, recentPerDay: readonly number[]) {
	const finish = finishOf({ left, recentPerDay, now: NOW });
	if (!isKnown(finish)) throw new Error(finish.notKnown);
	const days = (at: number) => (at - NOW) / DAY;
	return { at: days(finish.at), from: days(finish.from), to: days(finish.to) };
}

const counts = fc.array(fc.nat(400), { minLength: LEAST_DAYS, maxLength: PACE_DAYS });
const someWork = counts.filter((days) => days.some((count) => count > 0));
const left = fc.integer({ min: 1, max: 200_000 });

describe('the finish of work', () => {
	it('is what is left, at the pace of the last days', () => {
		expect(inDays(3233, Array<number>(14).fill(247)).at).toBeCloseTo(3233 / 247, 10);
		expect(inDays(100, [0, 0, 10, 20, 0, 0, 40]).at).toBeCloseTo(10, 10);
	});

	it('has the range of the formula', () => {
		// 70 ratings in 7 days without spread, so φ = 1: the wait for one more is an exponential time whose rate has
		// a gamma law, a Lomax law with shape 70½ and scale 7, whose quantiles have a closed form.
		const lomax = (share: number) => 7 * ((1 - share) ** (-1 / 70.5) - 1);
		const one = inDays(1, Array<number>(7).fill(10));
		expect(one.from).toBeCloseTo(lomax(0.05), 6);
		expect(one.to).toBeCloseTo(lomax(0.95), 6);
	});

	it('holds its date, and never begins before now', () => {
		fc.assert(
			fc.property(someWork, left, (days, n) => {
				const { at, from, to } = inDays(n, days);
				expect(from).toBeGreaterThanOrEqual(0);
				expect(from).toBeLessThanOrEqual(at);
				expect(at).toBeLessThanOrEqual(to);
			})
		);
	});

	it('comes later the more is left, and sooner the more was done', () => {
		fc.assert(
			fc.property(someWork, left, fc.integer({ min: 1, max: 1000 }), (days, n, more) => {
				const before = inDays(n, days);
				const after = inDays(n + more, days);
				expect(after.at).toBeGreaterThanOrEqual(before.at);
				expect(after.to).toBeGreaterThanOrEqual(before.to - 1e-6);
				const faster = inDays(
					n,
					days.map((count) => count * 2)
				);
				expect(faster.at).toBeLessThanOrEqual(before.at);
			})
		);
	});

	it('is less sure where the days are uneven, or few', () => {
		const width = ({ from, to }: { from: number; to: number }) => to - from;
		const even = inDays(1000, Array<number>(14).fill(100));
		const uneven = inDays(1000, [0, 0, 300, 100, 0, 0, 300, 0, 0, 400, 100, 0, 0, 200]);
		expect(uneven.at).toBeCloseTo(even.at, 10);
		expect(width(uneven)).toBeGreaterThan(3 * width(even));
		expect(width(inDays(1000, [90, 110, 100, 60, 140]))).toBeGreaterThan(
			width(inDays(1000, [90, 110, 100, 60, 140, 90, 110, 100, 60, 140]))
		);
	});

	// Simulated work in sittings of 20 to 60 ratings, as raters do it: the range must hold what then happens.
	it('holds what happens in about nine of ten studies', () => {
		const random = seeded(20261201);
		const poisson = (mean: number) => {
			let count = 0;
			for (let p = random(); p > Math.exp(-mean); p *= random()) count += 1;
			return count;
		};
		const day = () =>
			Array.from({ length: poisson(6) }, () => 20 + Math.floor(random() * 41)).reduce(
				(all, one) => all + one,
				0
			);
		let held = 0;
		const studies = 600;
		for (let study = 0; study < studies; study += 1) {
			const { from, to } = inDays(3000, Array.from({ length: PACE_DAYS }, day));
			let took = 0;
			for (let done = 0; done < 3000; took += 1) done += day();
			// A day of the simulation ends it: what was finished within the day counts as finished then.
			if (took >= from && took - 1 <= to) held += 1;
		}
		expect(held / studies).toBeGreaterThan(0.86);
		expect(held / studies).toBeLessThan(0.97);
	});

	it.each([
		['nothing is left', { left: 0, recentPerDay: [5, 5, 5, 5, 5, 5] }, 'Nothing is left to rate.'],
		[
			'it has only begun',
			{ left: 10, recentPerDay: [5, 5, 5, 5] },
			'Too early to say: the pace shows after 5 days of rating.'
		],
		[
			'nobody has rated',
			{ left: 10, recentPerDay: [0, 0, 0, 0, 0, 0] },
			'Nothing was rated in the last 6 days.'
		]
	] satisfies [string, Omit<Work, 'now'>, string][])('is not known where %s', (_, work, why) => {
		expect(finishOf({ ...work, now: NOW })).toEqual({ notKnown: why });
	});

	it('is never asked of negative work', () => {
		expect(() => finishOf({ left: -1, recentPerDay: [], now: NOW })).toThrow(RangeError);
		expect(() => finishOf({ left: 1, recentPerDay: [1, -1, 3, 4, 5], now: NOW })).toThrow(
			RangeError
		);
	});

	it('is said ten years ahead at most', () => {
		expect(inDays(200_000, [0, 0, 0, 0, 1]).to).toBe(3650);
	});
});
