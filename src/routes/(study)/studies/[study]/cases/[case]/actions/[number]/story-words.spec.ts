import { expect, it } from 'vitest';
import type { ToldRating } from '#lib/domain/story.ts';
import { answerWords, eventWords } from './story-words.ts';

const rating = (given: Partial<ToldRating>): ToldRating => ({
	...{ by: 'R01', memberId: 1, at: 1, signed: true, move: null },
	...{ score: null, cannotRate: null, comment: '', flags: [] },
	...given
});

it('says what befell an action', () => {
	const at = { wording: 1, at: null };
	const text = { text: 'Rest.', reason: null };
	expect(
		[
			{ ...at, ...text, kind: 'worded' as const },
			{ ...at, ...text, kind: 'worded' as const, wording: 3 },
			{ ...at, kind: 'rated' as const, round: 2, given: [rating({})] },
			{ ...at, kind: 'referred' as const, to: 'round' as const, note: '' },
			{ ...at, kind: 'called-back' as const, to: 'adjudication' as const }
		].map(eventWords)
	).toEqual([
		'Came into the study',
		'Reworded: wording 3',
		'Rated in round 2 by 1 rater',
		'Sent to the next round',
		'Called back from adjudication'
	]);
});

it('says what a rater answered, or why there is no score', () => {
	expect(answerWords(rating({ score: 4 }))).toBe('4');
	expect(answerWords(rating({ cannotRate: 'outside-specialty' }))).toBe('outside my specialty');
	expect(answerWords(rating({}))).toBe('');
});
