import { expect, it } from 'vitest';
import { newestOfEach, scoresIn } from './newest-word.ts';

const word = (memberId: number, round: number, score: 4 | 6 | null) => ({
	...{ memberId, round, score },
	cannotRate: null
});

it('takes the newest answer of each, and a remark only where there is no answer', () => {
	const [first, later, remark, other] = [
		word(1, 1, 4),
		word(1, 2, 6),
		word(1, 3, null),
		word(2, 1, 6)
	];
	expect(newestOfEach([first, other, later, remark])).toEqual({
		said: [later, other],
		otherRounds: [first, remark]
	});
	expect(newestOfEach([remark]).said).toEqual([remark]);
});

it('puts scores in order, and leaves out what is none', () => {
	expect(scoresIn([word(1, 1, 6), word(2, 1, null), word(3, 1, 4)])).toEqual([4, 6]);
});
