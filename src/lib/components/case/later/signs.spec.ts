import { describe, expect, it } from 'vitest';
import type { Former } from '#lib/domain/former.ts';
import { columnOf, columnsOf, signsOf } from './signs.ts';

const former = (others: number[], own: Former['own'] = null): Former => ({
	...{ own, others, unable: 0, median: null, comments: [] }
});
const said = (score: 4 | 7) => ({ score, cannotRate: null, comment: '' });

describe('the signs above the cells', () => {
	it('are a ring and dots, where somebody gave that score', () => {
		expect(signsOf(former([0, 0, 0, 0, 0, 0, 1, 1, 0], said(4)))).toEqual([
			{ score: 4, own: true, dots: 0, counted: null },
			{ score: 7, own: false, dots: 1, counted: null },
			{ score: 8, own: false, dots: 1, counted: null }
		]);
	});

	it('are counted where there are more than three in one place, the ring among them', () => {
		expect(signsOf(former([3, 4, 0, 0, 0, 0, 2, 0, 0], said(7)))).toEqual([
			{ score: 1, own: false, dots: 3, counted: null },
			{ score: 2, own: false, dots: 1, counted: 4 },
			{ score: 7, own: true, dots: 2, counted: null }
		]);
		expect(signsOf(former([0, 0, 0, 3, 0, 0, 0, 0, 0], said(4)))).toEqual([
			{ score: 4, own: true, dots: 1, counted: 3 }
		]);
	});

	it('are none where nobody gave a score', () => {
		const unable = { score: null, cannotRate: 'wording-ambiguous' as const, comment: '' };
		expect(signsOf(former([0, 0, 0, 0, 0, 0, 0, 0, 0], unable))).toEqual([]);
	});
});

it('places scores in eleven columns, with a gap between the zones', () => {
	expect([1, 3, 4, 6, 7, 9].map(columnOf)).toEqual([1, 3, 5, 7, 9, 11]);
});

it('places a median on its cell, or between two of them', () => {
	expect(columnsOf(7)).toBe('9 / 10');
	expect(columnsOf(5.5)).toBe('6 / 8');
	expect(columnsOf(3.5)).toBe('3 / 6');
});
