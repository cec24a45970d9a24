import { describe, expect, it } from 'vitest';
import { pageOf, withParams } from './address.ts';

const at = (query: string) => new URL(`http://here.invalid/list${query}`);

describe('withParams', () => {
	it('sets, keeps and takes away', () => {
		expect(withParams(at('?page=2&sort=alpha'), { sort: 'case', page: null })).toBe('?sort=case');
		expect(withParams(at('?page=2'), { reopen: '7' })).toBe('?page=2&reopen=7');
	});

	it('leaves the name of a form action out', () => {
		expect(withParams(at('?/reopen&page=3'), {})).toBe('?page=3');
		expect(withParams(at('?/reopen'), {})).toBe('?');
	});
});

describe('pageOf', () => {
	const rows = [1, 2, 3, 4, 5];

	it('gives the page asked for, the last one short', () => {
		expect(pageOf(at('?page=3'), rows, 2)).toEqual({ rows: [5], page: 3, pages: 3 });
	});

	it.each([
		['', 1],
		['?page=0', 1],
		['?page=-4', 1],
		['?page=many', 1],
		['?page=99', 3]
	])('reads %s as page %i', (query, page) => {
		expect(pageOf(at(query), rows, 2).page).toBe(page);
	});

	it('has one page where there is nothing', () => {
		expect(pageOf(at(''), [], 2)).toEqual({ rows: [], page: 1, pages: 1 });
	});
});
