/** Under which names raters and adjudicators leave a study. */
import type { Names } from '#lib/domain/story.ts';
import * as members from '../../store/members.ts';
import { namesOf } from '../stories/index.ts';
import type { StudyFrame } from './rated-study.ts';

type People = Pick<StudyFrame, 'members' | 'rulers'>;

/**
 * Names by pseudonym where one is given, else by the order they joined.
 *
 * @param heard ids of the members whose word counts
 */
export function byPseudonym(
	{ members: people, rulers }: People,
	heard: ReadonlySet<number>
): Names {
	const raters = people
		.filter(({ id }) => heard.has(id))
		.sort(members.byPseudonym)
		.map(({ id, pseudonym }, at) => [id, pseudonym ?? `r${at + 1}`] as const);
	return namesOf(people, new Map(raters), rulers);
}

/** Names as people call themselves; one that several have is followed by a number. */
export function byOwnName({ members: people, rulers }: People): Names {
	const nameOf = new Map<number, string>();
	const taken = new Map<string, number>();
	for (const { id, name } of people) {
		const count = (taken.get(name) ?? 0) + 1;
		taken.set(name, count);
		nameOf.set(id, count === 1 ? name : `${name} (${count})`);
	}
	const memberOf = new Map(people.map(({ id, userId }) => [userId, id]));
	const others = namesOf(people, new Map(), rulers);
	return {
		rater: (memberId) => nameOf.get(memberId)!,
		adjudicator: (userId) => nameOf.get(memberOf.get(userId) ?? -1) ?? others.adjudicator(userId)
	};
}

/** Names that nobody reads: ids, for what is only counted. */
export const BY_ID: Names = { rater: String, adjudicator: String };
