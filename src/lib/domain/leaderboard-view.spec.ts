import { describe, expect, it } from 'vitest';
import {
	leaderboardQuery,
	leaderboardViewOf,
	comparedOrNot,
	FIRST_LEADERBOARD_VIEW,
	withinBoard,
	type LeaderboardView
} from './leaderboard-view.ts';

const at = (query: string) =>
	leaderboardViewOf(new URL(`https://primum.test/leaderboards/x/1${query}`));

const WHOLE: LeaderboardView = {
	...{ scheme: 'mast-2026', specialty: 'Card', category: 'Follow-up', severity: 'severe' },
	...{ metric: 'Recall_weighted', x: 'Recall_raw', y: 'Precision_raw' },
	...{ selected: 'k3', compared: ['k3', 'p9'] },
	...{ find: 'Müller & Co', sort: 'name', turned: true, page: 3 }
};

describe('the view of a leaderboard', () => {
	it('is written into an address and read from it, whole', () => {
		expect(at(leaderboardQuery(WHOLE))).toEqual(WHOLE);
		expect(leaderboardQuery(WHOLE)).toBe(
			'?scheme=mast-2026&specialty=Card&category=Follow-up&severity=severe&metric=Recall_weighted' +
				'&x=Recall_raw&y=Precision_raw&system=k3&with=k3&with=p9&find=M%C3%BCller+%26+Co' +
				'&sort=name&order=descending&page=3'
		);
	});

	it('says nothing of what is as it is without being asked for', () => {
		expect(at('')).toEqual(FIRST_LEADERBOARD_VIEW);
		expect(leaderboardQuery(FIRST_LEADERBOARD_VIEW)).toBe('');
		expect(leaderboardQuery({ ...FIRST_LEADERBOARD_VIEW, scheme: 'mast-2026-07' })).toBe(
			'?scheme=mast-2026-07'
		);
	});

	it.each([
		'?severity=fatal',
		'?page=0',
		'?page=-1',
		'?page=1.5',
		'?page=x',
		'?find=%20&sort=',
		'?specialty=%00'
	])('takes %s as if it were not said', (query) =>
		expect(at(query)).toEqual(FIRST_LEADERBOARD_VIEW)
	);

	it('compares five at most, each once, in the order in which they were chosen', () => {
		expect(at('?with=c&with=a&with=c&with=&with=b&with=d&with=e&with=f').compared).toEqual([
			...['c', 'a', 'b', 'd', 'e']
		]);
		const five = { ...FIRST_LEADERBOARD_VIEW, compared: ['a', 'b', 'c', 'd', 'e'] };
		expect(comparedOrNot(five, 'f').compared).toEqual(five.compared);
		expect(comparedOrNot(five, 'b').compared).toEqual(['a', 'c', 'd', 'e']);
		expect(comparedOrNot(FIRST_LEADERBOARD_VIEW, 'b').compared).toEqual(['b']);
	});

	it('has nothing in it that the board does not have', () => {
		const has = {
			...{ scheme: 'mast-2026-07', metrics: ['F1_weighted', 'Recall_raw'] },
			ranking: ['F1_weighted'],
			...{ specialties: ['Card'], categories: ['Medication'] },
			entries: ['k3', 'p9']
		};
		expect(withinBoard(WHOLE, has)).toEqual({
			...WHOLE,
			...{ scheme: 'mast-2026-07', category: null, metric: null, y: null }
		});
		expect(withinBoard(WHOLE, { ...has, entries: ['p9'] })).toMatchObject({
			...{ selected: null, compared: ['p9'] }
		});
		expect(withinBoard({ ...WHOLE, sort: 'F1_weighted' }, has).sort).toBe('F1_weighted');
		expect(withinBoard({ ...WHOLE, metric: 'F1_weighted' }, has).metric).toBe('F1_weighted');
		expect(withinBoard({ ...WHOLE, metric: 'Recall_raw' }, has).metric).toBeNull();
		expect(withinBoard({ ...WHOLE, sort: 'Overall' }, has).sort).toBeNull();
	});
});
