import { expect, it } from 'vitest';
import {
	CANNOT_RATE_REASONS,
	CANNOT_RATE_WORDS,
	EMPTY_RATING,
	FLAG_WORDS,
	FLAGS,
	isRated,
	sameValue,
	type RatingValue
} from './rating.ts';

const value: RatingValue = { score: 7, cannotRate: null, comment: 'c', flags: ['other'] };

it('counts as rated what has a score or a reason', () => {
	expect(isRated(value)).toBe(true);
	expect(isRated({ score: null, cannotRate: 'wording-ambiguous' })).toBe(true);
	expect(isRated({ ...EMPTY_RATING, comment: 'a note' } as RatingValue)).toBe(false);
	expect(EMPTY_RATING).toEqual({ score: null, cannotRate: null, comment: '', flags: [] });
});

it('tells whether two judgements say the same, whatever the order of flags', () => {
	const flags: RatingValue['flags'] = ['duplicate', 'other'];
	expect(sameValue({ ...value, flags }, { ...value, flags: flags.toReversed() })).toBe(true);
	expect(sameValue({ ...value, flags }, { ...value, flags: ['other', 'ambiguous-wording'] })).toBe(
		false
	);
	for (const other of [
		{ ...value, score: 8 as const },
		{ ...value, score: null },
		{ ...value, score: null, cannotRate: 'wording-ambiguous' as const },
		{ ...value, comment: 'd' },
		{ ...value, flags: [] },
		{ ...value, flags: ['duplicate' as const] },
		{ ...value, flags: ['other' as const, 'duplicate' as const] }
	]) {
		expect(sameValue(value, other)).toBe(false);
		expect(sameValue(other, value)).toBe(false);
	}
});

it('has words for every reason and flag', () => {
	expect(Object.keys(CANNOT_RATE_WORDS)).toEqual([...CANNOT_RATE_REASONS]);
	expect(Object.keys(FLAG_WORDS)).toEqual([...FLAGS]);
});
