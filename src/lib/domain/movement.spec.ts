import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveOf, movementOf, type Again } from './movement.ts';
import { SCORES } from './scale.ts';

const again = (before: Again['before'], after: Again['after'], median: number | null): Again => ({
	before,
	after,
	median
});

describe('where an answer went', () => {
	it.each([
		['the same score', again(4, 4, 7), 'kept'],
		['the same score, where the panel had none', again(4, 4, null), 'kept'],
		['no score, and none before', again(null, null, 7), 'kept'],
		['a step toward the median', again(4, 5, 7), 'toward'],
		['onto the median', again(2, 7, 7), 'toward'],
		['past the median, and nearer to it than before', again(2, 8, 6), 'toward'],
		['a step toward a median between two scores', again(5, 6, 6.5), 'toward'],
		['a step away', again(4, 3, 7), 'away'],
		['away from the median itself', again(7, 8, 7), 'away'],
		['past the median, and farther from it', again(6, 9, 7), 'away'],
		['to the other side, as far from it', again(5, 9, 7), 'neither'],
		['to the other side of a median between two scores', again(6, 7, 6.5), 'neither'],
		['a score where there was none', again(null, 5, 7), 'neither'],
		['none where there was a score', again(5, null, 7), 'neither'],
		['another score, where the panel had none', again(5, 6, null), 'neither']
	] as const)('is told for %s', (_, answer, move) => {
		expect(moveOf(answer)).toBe(move);
	});

	it('is the other way for who goes the way back', () => {
		const score = fc.constantFrom(...SCORES);
		const median = fc.integer({ min: 2, max: 18 }).map((twice) => twice / 2);
		const back = { kept: 'kept', toward: 'away', away: 'toward', neither: 'neither' };
		fc.assert(
			fc.property(score, score, median, (before, after, at) => {
				expect(moveOf(again(after, before, at))).toBe(back[moveOf(again(before, after, at))]);
			})
		);
	});
});

it('counts each answer once, and those that changed zone beside', () => {
	const answers = [
		again(4, 4, 7),
		again(4, 5, 7),
		again(4, 7, 7),
		again(7, 3, 7),
		again(null, 5, 7)
	];
	expect(movementOf(answers)).toEqual({
		...{ answers: 5, zones: 2 },
		...{ kept: 1, toward: 2, away: 1, neither: 1 }
	});
	expect(movementOf([])).toEqual({
		...{ answers: 0, zones: 0 },
		...{ kept: 0, toward: 0, away: 0, neither: 0 }
	});
});
