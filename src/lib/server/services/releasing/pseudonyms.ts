/** Names under which raters leave a study: given once, at random, and never changed. */
import { randomInt } from 'node:crypto';
import { assignPseudonyms } from '#lib/domain/pseudonym.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import * as members from '../../store/members.ts';
import type { RatedStudy } from './rated-study.ts';

const PRECISION = 2 ** 47;

/** The study with a pseudonym for everyone who has said anything; those who had none get one that stays. */
export async function withPseudonyms(
	app: App,
	actor: Actor,
	rated: RatedStudy
): Promise<RatedStudy> {
	const { study, active } = rated;
	const isNameless = ({ id, pseudonym }: members.Member) => active.has(id) && pseudonym === null;
	if (!rated.members.some(isNameless)) return rated;
	const named = await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, study.slug);
		// As they are now: a release that is made at the same moment may have named some first.
		const people = yield* members.ofStudy(tx, { studyId });
		const names = assignPseudonyms(
			people.filter((one) => isNameless(one) || one.pseudonym !== null),
			() => randomInt(PRECISION) / PRECISION
		);
		for (const [id, pseudonym] of names) yield* members.setPseudonym(tx, id, pseudonym);
		return people.map((one) => ({ ...one, pseudonym: names.get(one.id) ?? one.pseudonym }));
	});
	return { ...rated, members: named };
}
