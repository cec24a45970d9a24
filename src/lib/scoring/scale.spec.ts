import { expect, it } from 'vitest';
import { isAppropriate, isHarmful, isUncertain, tierOf, weightOf } from './scale.ts';

it('reads each score as the definition does', () => {
	const scores = [1, 2, 3, 4, 5, 6, 7, 8, 9];
	expect(scores.map(tierOf)).toEqual([3, 2, 1, 0, 0, 0, 1, 2, 3]);
	expect(scores.map(weightOf)).toEqual([72, 24, 3, 1, 1, 1, 3, 24, 72]);
	expect(scores.filter(isHarmful)).toEqual([1, 2, 3]);
	expect(scores.filter(isUncertain)).toEqual([4, 5, 6]);
	expect(scores.filter(isAppropriate)).toEqual([7, 8, 9]);
});
