/** What an invented specialist saves in one sitting. */
import type { Random } from '#lib/agreement/random.ts';
import type { Save } from '#lib/domain/rating-schema.ts';
import type { Sheet } from '../services/rating/index.ts';
import { judge, type Temper } from './seed-judgement.ts';
import type { Judged } from './seed-work.ts';

/** Share of ratings that the rater changes by one point before submitting. */
const SECOND_THOUGHTS = 0.03;

const SECOND_THOUGHT_MS = 3_000;

/**
 * Draws the saves of a sitting: each action in turn, then the second thoughts.
 *
 * @param actions those that are rated, in the order of the screen
 * @param startsAt milliseconds since 1970, UTC
 */
export function drawSaves(
	random: Random,
	temper: Temper,
	actions: readonly Judged[],
	startsAt: number
): Sheet['saves'] {
	let at = startsAt;
	const timed = (
		action: number,
		version: number,
		judgement: Omit<Save, 'operation' | 'action' | 'version'>
	) => {
		at += judgement.activeMs;
		return { at, save: { operation: drawId(random), action, version, ...judgement } };
	};
	const first = actions.map(({ id, referenceScore, contested }) =>
		timed(id, 0, judge(random, temper, { reference: referenceScore, contested }))
	);
	const second = first.flatMap(({ save }) => {
		const { score } = save.value;
		if (score === null || random() >= SECOND_THOUGHTS) return [];
		const toward = score < 5 ? score + 1 : score - 1;
		const value = { ...save.value, score: toward as typeof score };
		return [timed(save.action, 1, { value, activeMs: SECOND_THOUGHT_MS })];
	});
	return [...first, ...second];
}

/** A UUID (version 4) from the seeded numbers: what a browser would have made at random. */
function drawId(random: Random): string {
	const digits = Array.from({ length: 4 }, () =>
		Math.floor(random() * 2 ** 32)
			.toString(16)
			.padStart(8, '0')
	).join('');
	const variant = (8 + Math.floor(random() * 4)).toString(16);
	return [
		digits.slice(0, 8),
		digits.slice(8, 12),
		`4${digits.slice(13, 16)}`,
		`${variant}${digits.slice(17, 20)}`,
		digits.slice(20)
	].join('-');
}
