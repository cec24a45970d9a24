import { describe, expect, it } from 'vitest';
import { isReason, lacksReason, movedZone, standing, type FormerAnswer } from './former.ts';
import { EMPTY_RATING, type RatingValue } from './rating.ts';
import type { Score } from './scale.ts';

const own = (score: Score): FormerAnswer => ({ score, cannotRate: null, comment: '' });
const now = (score: Score, comment = ''): RatingValue => ({ ...EMPTY_RATING, score, comment });
const UNABLE = { score: null, cannotRate: 'outside-specialty', comment: '' } as const;

it('tells where an answer stands beside the former one', () => {
	expect(standing(own(6), EMPTY_RATING)).toBe('open');
	expect(standing(own(6), { ...EMPTY_RATING, comment: 'Not yet.' })).toBe('open');
	expect(standing(own(6), now(6, 'Still so.'))).toBe('kept');
	expect(standing(own(5), now(4))).toBe('changed');
	expect(standing(UNABLE, { ...EMPTY_RATING, ...UNABLE })).toBe('kept');
	expect(standing(UNABLE, { ...EMPTY_RATING, cannotRate: 'wording-ambiguous' })).toBe('changed');
	expect(standing(own(5), { ...EMPTY_RATING, ...UNABLE })).toBe('changed');
	expect(standing(null, now(4))).toBe('given');
});

describe('a score that has moved to another zone', () => {
	it.each([
		[3, 4, { from: 'harmful', to: 'uncertain' }],
		[4, 3, { from: 'uncertain', to: 'harmful' }],
		[6, 7, { from: 'uncertain', to: 'beneficial' }],
		[9, 1, { from: 'beneficial', to: 'harmful' }],
		[1, 3, null],
		[4, 6, null],
		[7, 9, null],
		[5, 5, null]
	] as const)('from %i to %i', (before, after, moved) => {
		expect(movedZone(own(before), now(after))).toEqual(moved);
		expect(lacksReason(own(before), now(after))).toBe(moved !== null);
		expect(lacksReason(own(before), now(after, 'The potassium was 6.1.'))).toBe(false);
	});

	it('needs a score on both sides', () => {
		expect(movedZone(null, now(9))).toBeNull();
		expect(movedZone(UNABLE, now(9))).toBeNull();
		expect(movedZone(own(9), { ...EMPTY_RATING, ...UNABLE })).toBeNull();
		expect(movedZone(own(9), EMPTY_RATING)).toBeNull();
	});
});

it('takes words for a reason, and no key that fell into the field', () => {
	for (const comment of ['', ' \n', '7', '73', '...', 'k', '7k']) {
		expect(isReason(comment), comment).toBe(false);
	}
	for (const comment of ['K+ 6,1 mmol', 'ok', 'Überzeugt\nvom Panel', '肾功能']) {
		expect(isReason(comment), comment).toBe(true);
	}
});
