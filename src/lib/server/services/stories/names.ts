/** Under which names people are told of in stories: pseudonyms where they have one, else by the order they joined. */
import type { Names } from '#lib/domain/story.ts';
import { byPseudonym, type Member } from '../../store/members.ts';

/**
 * @param everyone in the study
 * @param raters those who have a name already, by member; others who rated follow after them
 * @param userIds of those who ruled
 */
export function namesOf(
	everyone: readonly Member[],
	raters: ReadonlyMap<number, string>,
	userIds: ReadonlySet<number>
): Names {
	const ordered = everyone.toSorted(byPseudonym);
	const others = ordered.filter(({ id }) => !raters.has(id));
	const raterOf = new Map([
		...raters,
		...others.map(({ id, pseudonym }, at) => [id, pseudonym ?? `r${raters.size + at + 1}`] as const)
	]);
	const ruling = ordered.filter(({ userId }) => userIds.has(userId));
	const known = new Set(ruling.map(({ userId }) => userId));
	// Whoever ruled and is a member no more comes last.
	const gone = [...userIds].filter((id) => !known.has(id)).sort((a, b) => a - b);
	const adjudicatorOf = new Map([
		...ruling.map(({ userId, pseudonym }, at) => [userId, pseudonym ?? `a${at + 1}`] as const),
		...gone.map((id, at) => [id, `a${ruling.length + at + 1}`] as const)
	]);
	return {
		rater: (memberId) => raterOf.get(memberId)!,
		adjudicator: (userId) => adjudicatorOf.get(userId)!
	};
}
