/** What an import has done, or would do, in a sentence. */
import { count, many } from '#lib/components/figures.ts';
import type { ImportOutcome, RatingsOutcome } from '#lib/server/services/importing/index.ts';

/** `Imported: 2 new cases, 1 changed case, 3 cases withdrawn.` */
export function casesDone({ applied, cases, withdrawn }: ImportOutcome): string {
	if (!applied) return 'There was nothing to change: the study has all of this already.';
	const gone = withdrawn.of === 0 ? '' : `, ${many(withdrawn.of, 'case')} withdrawn`;
	return `Imported: ${many(cases.new, 'new case')}, ${many(cases.changed, 'changed case')}${gone}.`;
}

/** `Imported: 12 new ratings, 0 changed.` */
export function ratingsDone({ applied, changed, ...tally }: RatingsOutcome): string {
	if (!applied) return 'There was nothing to change: the study has all of these ratings already.';
	return `Imported: ${many(tally.new, 'new rating')}, ${count(changed)} changed.`;
}

/** What an import would bring, for its button: `2 cases`; null where there is nothing to do. */
export function whatComes(
	outcome: { cases?: ImportOutcome; ratings?: RatingsOutcome } | null
): string | null {
	if (outcome?.ratings !== undefined) {
		const ratings = outcome.ratings.new + outcome.ratings.changed;
		return ratings === 0 ? null : many(ratings, 'rating');
	}
	if (outcome?.cases === undefined) return null;
	const { cases, withdrawable } = outcome.cases;
	const changes = cases.new + cases.changed;
	if (changes + withdrawable === 0) return null;
	return changes > 0 ? many(changes, 'case') : 'nothing new';
}
