import { expect, it } from 'vitest';
import { gapsOf } from './pace.ts';

it('finds the time between one thing and the next, whatever their order, without breaks', () => {
	expect(gapsOf([], 100)).toEqual([]);
	expect(gapsOf([500], 100)).toEqual([]);
	// 10, 30 and 40 apart; a break of 200; the same moment twice says nothing of a pace.
	expect(gapsOf([310, 10, 20, 50, 310, 350], 200)).toEqual([10, 30, 40]);
});
