/** Names under which raters are known to whoever may not know them: given once, at random, and never changed. */
import { randomInt } from 'node:crypto';
import { assignPseudonyms } from '#lib/domain/pseudonym.ts';
import type { Change } from '../db/atomically.ts';
import type { Steps } from '../db/steps.ts';
import * as members from '../store/members.ts';

const PRECISION = 2 ** 47;

/**
 * The steps of giving pseudonyms to those members of a study who have none and should.
 *
 * @param isNamed which of them should have one
 * @returns everyone in the study, with the pseudonyms as they are now
 */
export function* givePseudonyms(
	tx: Change,
	studyId: number,
	isNamed: (member: members.NamedMember) => boolean
): Steps<members.NamedMember[]> {
	// As they are now: somebody else may have named some at the same moment.
	const people = yield* members.ofStudy(tx, { studyId });
	const names = assignPseudonyms(
		people.filter((one) => one.pseudonym !== null || isNamed(one)),
		() => randomInt(PRECISION) / PRECISION
	);
	for (const [id, pseudonym] of names) yield* members.setPseudonym(tx, id, pseudonym);
	return people.map((one) => ({ ...one, pseudonym: names.get(one.id) ?? one.pseudonym }));
}
