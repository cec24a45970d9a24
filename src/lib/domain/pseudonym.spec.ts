import { expect, it } from 'vitest';
import { assignPseudonyms } from './pseudonym.ts';

const member = (id: number, pseudonym: string | null = null) => ({ id, pseudonym });

it('names everyone once, in an order that chance decides', () => {
	const members = Array.from({ length: 12 }, (_, index) => member(index + 1));
	const low = assignPseudonyms(members, () => 0);
	const high = assignPseudonyms(members, () => 0.999);
	expect([...low.values()].sort()).toEqual([...high.values()].sort());
	expect(new Set(low.values()).size).toBe(12);
	expect(low.get(1)).not.toBe(high.get(1));
});

it('gives each of the six orders of three for one of six equal parts of chance', () => {
	const orders = [0.1, 0.4, 0.7].flatMap((first) =>
		[0.2, 0.7].map((second) => {
			const draws = [first, second];
			const given = assignPseudonyms([member(1), member(2), member(3)], () => draws.shift()!);
			expect([...given.values()]).toEqual(['R01', 'R02', 'R03']);
			return [...given.keys()].join(' ');
		})
	);
	expect(orders.sort()).toEqual(['1 2 3', '1 3 2', '2 1 3', '2 3 1', '3 1 2', '3 2 1']);
});

it('asks chance no more often than there are places to decide', () => {
	let asked = 0;
	assignPseudonyms([member(1), member(2), member(3), member(4, 'R01')], () => {
		asked += 1;
		return 0.5;
	});
	expect(asked).toBe(2);
});

it('keeps what was given before and goes on after it', () => {
	const given = assignPseudonyms([member(1, 'R07'), member(2), member(3, 'R02')], () => 0);
	expect(given).toEqual(new Map([[2, 'R08']]));
	const two = assignPseudonyms([member(1, 'R99'), member(2), member(3)], () => 0.9);
	expect([...two.values()]).toEqual(['R100', 'R101']);
});

it('counts adjudicators apart from raters', () => {
	const members = [member(1, 'R07'), member(2), member(3, 'A2'), member(4)];
	const given = assignPseudonyms(members, () => 0.9, 'A');
	expect([...given]).toEqual([
		[2, 'A3'],
		[4, 'A4']
	]);
	expect([...assignPseudonyms(members, () => 0.9).values()]).toEqual(['R08', 'R09']);
});
