import { describe, expect, it } from 'vitest';
import { hourOf, Ledger } from './ledger.ts';

describe('the ledger of a round', () => {
	it('counts what each member gave in each hour', () => {
		const ledger = new Ledger();
		ledger.add(10, 1, 1);
		ledger.add(10, 1, 1);
		ledger.add(10, 2, 1);
		ledger.add(12, 1, 1);
		expect([...ledger.entries()]).toEqual([
			{ hour: 10, memberId: 1, answers: 2 },
			{ hour: 10, memberId: 2, answers: 1 },
			{ hour: 12, memberId: 1, answers: 1 }
		]);
	});

	it('keeps nothing of what was taken back', () => {
		const ledger = new Ledger();
		ledger.add(10, 1, 1);
		ledger.add(10, 1, -1);
		expect([...ledger.entries()]).toEqual([]);
	});

	it('knows hours from 1970 on, in UTC', () => {
		expect(hourOf(Date.UTC(1970, 0, 2, 3, 59, 59, 999))).toBe(27);
		expect(hourOf(Date.UTC(1970, 0, 2, 4))).toBe(28);
	});
});
