/** What the list of studies says of each: its state, how far it is, and what it waits for. */
import { count, day, many, shortDay } from '#lib/components/figures.ts';
import type { ListedStudy } from '#lib/server/services/studies/index.ts';

type Shown = Pick<
	ListedStudy,
	'role' | 'archivedAt' | 'round' | 'cases' | 'raters' | 'given' | 'signed' | 'mine' | 'toRule'
>;

/** In a few words, for a pill. */
export function stateWords({ role, archivedAt, round, given }: Shown): string {
	if (archivedAt !== null) return `archived ${day(archivedAt)}`;
	if (round.lockedAt !== null) return `round ${round.number} closed`;
	if (role === 'submitter') return 'submissions';
	if (given === 0 && role !== 'rater') return 'setting up';
	return `round ${round.number} open`;
}

/** How far it is; null for who is not to know. */
export function progressWords({ role, given, signed }: Shown): string | null {
	if (role === 'rater' || role === 'submitter' || given === 0) return null;
	return `${count(signed)} of ${many(given, 'assigned case')} signed`;
}

/**
 * What the study waits for from whoever looks; null where it waits for nothing.
 *
 * @param now milliseconds since 1970, UTC
 */
export function needWords(study: Shown, now: number): string | null {
	const { role, archivedAt, round, cases, raters, given, signed, mine } = study;
	if (archivedAt !== null) return null;
	if (role === 'rater') return mine === 0 ? null : `${many(mine, 'case')} to rate`;
	if (study.toRule > 0) return `${many(study.toRule, 'action')} to rule on`;
	if (role !== 'coordinator' && role !== 'administrator') return null;
	if (round.lockedAt !== null) return null;
	if (given === 0) {
		if (cases === 0) return 'Next: import cases';
		return raters === 0 ? 'Next: add people' : 'Next: plan who rates what';
	}
	if (signed === given) return 'Every assigned case is signed: the round can be closed';
	if (round.dueAt !== null && round.dueAt < now) {
		return `Was due on ${shortDay(round.dueAt, now)}: ${many(given - signed, 'case')} not signed`;
	}
	return null;
}

/** Where a person with this role begins; null for a rater of an archived study, who finds nothing there. */
export function startOf({
	slug,
	role,
	archivedAt
}: Pick<ListedStudy, 'slug' | 'role' | 'archivedAt'>) {
	if (role === 'rater') return archivedAt === null ? '/cases' : null;
	if (role === 'submitter') return '/submit';
	return role === 'adjudicator' ? `/studies/${slug}/adjudicate` : `/studies/${slug}`;
}
