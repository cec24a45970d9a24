/** The pseudonyms under which raters and adjudicators leave a study. */
import { by, type Actor, type App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { givePseudonyms } from '../../auth/pseudonyms.ts';
import { atomically } from '../../db/atomically.ts';
import type { Member } from '../../store/members.ts';
import type { RatedStudy } from './rated-study.ts';

/**
 * The study with a pseudonym for everyone who has said anything, and for everyone who has ruled; those who had none get
 * one that stays.
 */
export async function withPseudonyms(
	app: App,
	actor: Actor,
	rated: RatedStudy
): Promise<RatedStudy> {
	const { study, active, pasts, members } = rated;
	const rulers = pasts?.people.userIds ?? new Set<number>();
	const isRater = ({ id }: Member) => active.has(id);
	const isRuler = ({ id, userId }: Member) => rulers.has(userId) && !active.has(id);
	const lacks = (one: Member) => one.pseudonym === null && (isRater(one) || isRuler(one));
	if (!members.some(lacks)) return rated;
	const named = await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* keeperOf(tx, actor, study.slug);
		yield* givePseudonyms(tx, studyId, isRater);
		return yield* givePseudonyms(tx, studyId, isRuler, 'A');
	});
	return { ...rated, members: named };
}
