import { expect, it } from 'vitest';
import * as patterns from './patterns.ts';

it('is the same object whatever the order in which the ratings came', () => {
	const none = patterns.none();
	const one = none.with(9).with(1).with(5);
	expect(one).toBe(none.with(1).with(5).with(9));
	expect(one.scores).toEqual([1, 5, 9]);
	expect(none.scores).toEqual([]);
});

it('loses one of several equal ratings, and is then what it was before', () => {
	const none = patterns.none();
	const three = none.with(2).with(2).with(7);
	expect(three.without(2)).toBe(none.with(2).with(7));
	expect(three.without(2)).toBe(three.without(2));
	expect(three.without(7).without(2).without(2)).toBe(none);
});

it('refuses to lose a rating that nobody gave', () => {
	expect(() => patterns.none().with(3).without(4)).toThrow(new RangeError('No rating 4 among 3.'));
});

it('has 165 patterns of three ratings on nine points', () => {
	const none = patterns.none();
	const scores = [1, 2, 3, 4, 5, 6, 7, 8, 9];
	const found = scores.flatMap((a) =>
		scores.flatMap((b) => scores.map((c) => none.with(a).with(b).with(c)))
	);
	expect(new Set(found).size).toBe(165);
});

it('keeps the patterns of two studies apart', () => {
	expect(patterns.none().with(1)).not.toBe(patterns.none().with(1));
});
