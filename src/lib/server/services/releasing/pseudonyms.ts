/** Giving the pseudonyms under which raters and adjudicators leave a study. */
import { by, type Actor, type App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { givePseudonyms } from '../../auth/pseudonyms.ts';
import { atomically } from '../../db/atomically.ts';
import type { Member } from '../../store/members.ts';
import type { StudyFrame } from './rated-study.ts';

/**
 * The study with a pseudonym for everyone who has said anything, and for everyone who has ruled; those who had none get
 * one that stays.
 */
export async function withPseudonyms(
	app: App,
	actor: Actor,
	frame: StudyFrame
): Promise<StudyFrame> {
	const { study, speakers, rulers, members } = frame;
	const isRater = ({ id }: Member) => speakers.has(id);
	const isRuler = ({ id, userId }: Member) => rulers.has(userId) && !speakers.has(id);
	const lacks = (one: Member) => one.pseudonym === null && (isRater(one) || isRuler(one));
	if (!members.some(lacks)) return frame;
	const named = await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* keeperOf(tx, actor, study.slug);
		yield* givePseudonyms(tx, studyId, isRater);
		return yield* givePseudonyms(tx, studyId, isRuler, 'A');
	});
	return { ...frame, members: named };
}
