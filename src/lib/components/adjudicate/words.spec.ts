import { describe, expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Position } from '#lib/domain/to-rule.ts';
import { movementWords, newestOf, remarksOf } from './position-words.ts';
import { timeWords } from './time-words.ts';

const said = (...values: Partial<RatingValue>[]): Position => ({
	name: 'A',
	rounds: values.map((value, at) => ({
		...{ round: at + 1, signed: true, value: { ...EMPTY_RATING, ...value } }
	}))
});

describe('a position', () => {
	it('says whether it moved', () => {
		expect(movementWords(said({ score: 5 }))).toBeNull();
		expect(movementWords(said({ score: 5 }, { score: 5 }))).toBe('kept in round 2');
		expect(movementWords(said({ score: 5 }, { score: 4 }))).toBe('5 → 4 in round 2');
		expect(movementWords(said({ score: 5 }, { cannotRate: 'outside-specialty' }))).toBe(
			'5 → cannot rate in round 2'
		);
	});

	it('stands by its newest answer, and shows each remark once', () => {
		const position = said(
			{ score: 5, comment: 'First.' },
			{ score: 4, comment: 'Then.' },
			{ comment: ' Then. ' }
		);
		expect(newestOf(position).value.score).toBe(4);
		expect(remarksOf(position)).toEqual([
			{ round: 3, text: 'Then.' },
			{ round: 1, text: 'First.' }
		]);
	});
});

it('says roughly how long something takes', () => {
	expect([null, 20, 400, 41 * 60, 2 * 3600 + 100, 30 * 3600].map(timeWords)).toEqual([
		...[null, 'about 1 min', 'about 7 min', 'about 40 min', 'about 2 h', 'about 30 h']
	]);
});
