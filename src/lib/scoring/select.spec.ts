import fc from 'fast-check';
import { expect, it } from 'vitest';
import { select } from './select.ts';

/** Without -0, which sorting puts before 0 and comparing does not. */
const lists = fc.array(
	fc.double({ min: -9, max: 9, noNaN: true }).map((value) => value + 0),
	{
		minLength: 1,
		maxLength: 40
	}
);

it('puts the value of a rank where sorting would', () => {
	fc.assert(
		fc.property(lists, fc.nat(), (list, nat) => {
			const rank = nat % list.length;
			const values = Float64Array.from(list);
			select(values, rank);
			const value = values[rank]!;
			expect(value).toBe(Float64Array.from(list).sort()[rank]);
			expect(values.slice(0, rank).every((other) => other <= value)).toBe(true);
			expect(values.slice(rank).every((other) => other >= value)).toBe(true);
		})
	);
});

it('goes on from a rank that is in its place', () => {
	fc.assert(
		fc.property(lists, (list) => {
			const values = Float64Array.from(list);
			for (const rank of values.keys()) select(values, rank, rank);
			expect([...values]).toEqual([...Float64Array.from(list).sort()]);
		})
	);
});
