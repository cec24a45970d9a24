/** What one position says of an action, in words. */
import { isRated, type RatingValue } from '#lib/domain/rating.ts';
import type { Answered, Position } from '#lib/domain/to-rule.ts';

/** The answer that counts: the newest, or else the newest remark. */
export function newestOf({ rounds }: Position): Answered {
	return rounds.findLast(({ value }) => isRated(value)) ?? rounds.at(-1)!;
}

/** Where a rater was asked again: "kept in round 2", "5 → 4 in round 2"; null in a first round. */
export function movementWords({ rounds }: Position): string | null {
	const answered = rounds.filter(({ value }) => isRated(value));
	const last = answered.at(-1);
	if (last === undefined || answered.length < 2) return null;
	const words = answered.map(({ value }) => short(value));
	const kept = words.every((one) => one === words[0]);
	return kept ? `kept in round ${last.round}` : `${words.join(' → ')} in round ${last.round}`;
}

const short = ({ score }: RatingValue) => (score === null ? 'cannot rate' : String(score));

/** What was remarked, each round's once, the newest first. */
export function remarksOf({ rounds }: Position): { round: number; text: string }[] {
	const found: { round: number; text: string }[] = [];
	for (const { round, value } of rounds.toReversed()) {
		const text = value.comment.trim();
		if (text !== '' && !found.some((one) => one.text === text)) found.push({ round, text });
	}
	return found;
}
