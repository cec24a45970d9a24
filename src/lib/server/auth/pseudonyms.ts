/** Names under which raters are known to whoever may not know them: given once, at random, and never changed. */
import { randomInt } from 'node:crypto';
import { assignPseudonyms, type Letter } from '#lib/domain/pseudonym.ts';
import { by, type Actor, type App } from '../app.ts';
import { atomically, read, type Change } from '../db/atomically.ts';
import type { Steps } from '../db/steps.ts';
import * as members from '../store/members.ts';
import { watcherOf } from './guards.ts';

const PRECISION = 2 ** 47;

/**
 * The steps of giving pseudonyms to those members of a study who have none and should.
 *
 * @param isNamed which of them should have one
 * @param letter whom it is for: R a rater, A an adjudicator
 * @returns everyone in the study, with the pseudonyms as they are now
 */
export function* givePseudonyms(
	tx: Change,
	studyId: number,
	isNamed: (member: members.NamedMember) => boolean,
	letter: Letter = 'R'
): Steps<members.NamedMember[]> {
	// As they are now: somebody else may have named some at the same moment.
	const people = yield* members.ofStudy(tx, { studyId });
	const names = assignPseudonyms(
		people.filter((one) => one.pseudonym !== null || isNamed(one)),
		() => randomInt(PRECISION) / PRECISION,
		letter
	);
	for (const [id, pseudonym] of names) yield* members.setPseudonym(tx, id, pseudonym);
	return people.map((one) => ({ ...one, pseudonym: names.get(one.id) ?? one.pseudonym }));
}

/** Sees to it that every rater of a study has a pseudonym, before an observer looks at one. */
export async function nameForObserver(app: App, actor: Actor, slug: string): Promise<void> {
	const isRater = ({ role }: members.Member) => role === 'rater';
	const isComplete = await read(app.db, function* (tx) {
		const { study } = yield* watcherOf(tx, actor, slug);
		const people = yield* members.ofStudy(tx, { studyId: study.id });
		return people.every((one) => !isRater(one) || one.pseudonym !== null);
	});
	if (isComplete) return;
	await atomically(app.db, by(app, actor), function* (tx) {
		const { study } = yield* watcherOf(tx, actor, slug);
		yield* givePseudonyms(tx, study.id, isRater);
	});
}
