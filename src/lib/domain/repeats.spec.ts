import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableFrom, chosenAgain } from './repeats.ts';

const RATER = { memberId: 4, roundId: 1 };
const cases = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { maxLength: 60 });
const share = fc.integer({ min: 0, max: 100 });

it('waits whole days after the signature', () => {
	expect(availableFrom(Date.UTC(2026, 10, 2, 8), 14)).toBe(Date.UTC(2026, 10, 16, 8));
});

describe('the cases that are shown again', () => {
	it('are the share of them, rounded', () => {
		const ten = Array.from({ length: 10 }, (_, index) => index + 1);
		const sizes = [0, 4, 5, 10, 14, 15, 20, 100].map((part) => chosenAgain(ten, RATER, part).size);
		expect(sizes).toEqual([0, 0, 1, 1, 1, 2, 2, 10]);
	});

	it('are the same for the same input, in whatever order it comes', () => {
		fc.assert(
			fc.property(cases, share, (ids, part) => {
				const chosen = chosenAgain(ids, RATER, part);
				expect(chosenAgain(ids.toReversed(), RATER, part)).toEqual(chosen);
				expect(ids).toEqual(expect.arrayContaining([...chosen]));
			})
		);
	});

	it('stay those that were chosen, and are never more than the share because of them', () => {
		fc.assert(
			fc.property(cases, share, fc.integer({ min: 0, max: 60 }), (ids, part, before) => {
				const already = chosenAgain(ids.slice(0, before), RATER, part);
				const chosen = chosenAgain(ids, RATER, part, already);
				for (const id of already) expect(chosen).toContain(id);
				expect(chosen.size).toBe(Math.max(already.size, Math.round((ids.length * part) / 100)));
			})
		);
	});

	it('are others for another rater or round', () => {
		const many = Array.from({ length: 400 }, (_, index) => index + 1);
		const mine = chosenAgain(many, RATER, 25);
		for (const other of [
			{ memberId: 5, roundId: 1 },
			{ memberId: 4, roundId: 2 }
		]) {
			const theirs = chosenAgain(many, other, 25);
			const shared = [...theirs].filter((id) => mine.has(id)).length;
			// A quarter of a quarter would be shared by chance: 25 of 100.
			expect(shared).toBeGreaterThan(10);
			expect(shared).toBeLessThan(45);
		}
	});
});
