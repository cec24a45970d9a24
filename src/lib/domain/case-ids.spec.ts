import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circleInWords, findCycle, idFault, nextId } from './case-ids.ts';

describe('an id', () => {
	it.each(['Card001', 'ID_2.b-3', 'Häm001', '7'])('may be %s', (id) => {
		expect(idFault(id)).toBeNull();
	});

	it.each([
		'',
		'.',
		'..',
		'.hidden',
		'a/b',
		'a b',
		'a\\b',
		'a\n',
		'-x',
		'Ha\u0308m',
		'x'.repeat(101)
	])('may not be %j', (id) => {
		expect(idFault(id)).not.toBeNull();
	});
});

describe('findCycle', () => {
	it('finds none where every action depends on smaller numbers only', () => {
		const smaller = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 });
		fc.assert(
			fc.property(smaller, (lists) => {
				const parents = new Map(
					lists.map((list, number) => [number, list.filter((parent) => parent < number)])
				);
				expect(findCycle(parents)).toBeNull();
			})
		);
	});

	it('gives a way that leads round, whatever hangs on it', () => {
		const graph = fc.array(fc.array(fc.nat(12), { maxLength: 2 }), {
			minLength: 13,
			maxLength: 13
		});
		fc.assert(
			fc.property(
				graph,
				fc.uniqueArray(fc.nat(12), { minLength: 2, maxLength: 5 }),
				(lists, ring) => {
					const parents = new Map(lists.map((list, number) => [number, [...list]]));
					ring.forEach((number, at) => parents.get(number)!.push(ring[(at + 1) % ring.length]!));
					const circle = findCycle(parents)!;
					expect(circle.length).toBeGreaterThan(1);
					expect(circle.at(-1)).toBe(circle[0]);
					circle.slice(1).forEach((parent, at) => {
						expect(parents.get(circle[at]!)).toContain(parent);
					});
				}
			)
		);
	});

	it('is told in words, a long one by its beginning', () => {
		expect(circleInWords([2, 3, 2])).toBe('2 → 3 → 2');
		expect(circleInWords(Array.from({ length: 50 }, (_, at) => at))).toMatch(
			/^0 → 1 .* → 8 → \.\.\.$/
		);
	});
});

describe('the next id', () => {
	it('is one more than the highest of the specialty, with as many digits', () => {
		expect(nextId('Card', ['Card001', 'Card006', 'Derm009', 'Cardio12', 'Card02b'])).toBe(
			'Card007'
		);
		expect(nextId('Card', ['Card9', 'Card0009'])).toBe('Card0010');
		expect(nextId('Derm', ['Card001'])).toBe('Derm001');
	});
});
