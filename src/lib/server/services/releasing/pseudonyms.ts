/** The pseudonyms under which raters leave a study. */
import { by, type Actor, type App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { givePseudonyms } from '../../auth/pseudonyms.ts';
import { atomically } from '../../db/atomically.ts';
import type { Member } from '../../store/members.ts';
import type { RatedStudy } from './rated-study.ts';

/** The study with a pseudonym for everyone who has said anything; those who had none get one that stays. */
export async function withPseudonyms(
	app: App,
	actor: Actor,
	rated: RatedStudy
): Promise<RatedStudy> {
	const { study, active } = rated;
	const isActive = ({ id }: Member) => active.has(id);
	if (!rated.members.some((one) => isActive(one) && one.pseudonym === null)) return rated;
	const named = await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* keeperOf(tx, actor, study.slug);
		return yield* givePseudonyms(tx, studyId, isActive);
	});
	return { ...rated, members: named };
}
