/** What is said where an answer takes, or would take, the place of another one. */
import type { RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { Correction } from '#lib/state/second-answer.svelte.ts';
import type { RaterText } from '#lib/text/messages.ts';

/** Asks for the same digit once more. */
export function askWords(text: RaterText, { score }: RatingValue, asked: Score): string {
	return text.second.ask({ before: score === null ? 'none' : String(score), score: asked });
}

/** "Action 12 changed from 7 to 3." */
export function changedWords(text: RaterText, { number, before, after }: Correction): string {
	const short = ({ score }: RatingValue) =>
		score === null ? text.second.cannotRate() : String(score);
	return text.second.changed({ number, before: short(before), after: short(after) });
}
