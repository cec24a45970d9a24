import { describe, expect, it } from 'vitest';
import { next, orderOf } from './order.ts';

const KEYS = ['name', 'age'] as const;
const asked = (query: string) => orderOf(new URL(`http://here.invalid/${query}`), KEYS);

describe('the order of a table', () => {
	it('is none unless the address asks for one there is', () => {
		for (const query of ['', '?sort=', '?sort=constructor', '?order=descending', '?sort=Name']) {
			expect(asked(query), query).toBeNull();
		}
	});

	it('is ascending unless the address says otherwise', () => {
		expect(asked('?sort=age')).toEqual({ key: 'age', descending: false });
		expect(asked('?sort=age&order=downward')).toEqual({ key: 'age', descending: false });
		expect(asked('?order=descending&sort=age')).toEqual({ key: 'age', descending: true });
	});

	it('turns round at the second press, and begins anew at another column', () => {
		expect(next('name', null)).toEqual({ sort: 'name', order: 'ascending' });
		expect(next('name', { key: 'name', descending: false }).order).toBe('descending');
		expect(next('name', { key: 'name', descending: true }).order).toBe('ascending');
		expect(next<string>('age', { key: 'name', descending: false })).toEqual({
			sort: 'age',
			order: 'ascending'
		});
	});
});
