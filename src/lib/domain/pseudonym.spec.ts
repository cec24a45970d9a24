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

it('keeps what was given before and goes on after it', () => {
	const given = assignPseudonyms([member(1, 'R07'), member(2), member(3, 'R02')], () => 0);
	expect(given).toEqual(new Map([[2, 'R08']]));
});
