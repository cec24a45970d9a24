import { expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import { secondLook } from './second-look.ts';

const row = (id: number, value: Partial<RatingValue>, activeMs = 5_000) => ({
	id,
	value: { ...EMPTY_RATING, ...value },
	activeMs
});

it('lists what may deserve a second look, by the digit that opens it', () => {
	const lists = secondLook([
		row(1, { score: 1 }),
		row(2, { score: 2, flags: ['other'] }, 1_999),
		row(3, { score: 9, comment: 'A word' }, 2_000),
		row(4, { cannotRate: 'wording-ambiguous' }, 300),
		row(5, { score: 5 }, 0),
		row(6, {}, 100),
		row(7, { score: 8, comment: ' ' }, 1)
	]);
	expect(lists.map(({ key, kind, rows }) => [key, kind, rows.map(({ id }) => id)])).toEqual([
		[1, 'ends', [1, 3]],
		[2, 'cannot-rate', [4]],
		[3, 'flagged', [2]],
		[4, 'commented', [3, 7]],
		[5, 'quick', [2, 4, 7]]
	]);
});
