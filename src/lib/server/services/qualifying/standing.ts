/** Where a member of a study stands in its qualification. */
import { standingOf, type Attempt, type Standing } from '#lib/domain/qualification.ts';
import type { NamedMember } from '../../store/members.ts';
import type { Study } from '../../store/studies.ts';

/** Whoever does not rate, or does not sign in, has nothing to take. */
export function standingIn(
	{ passMark, qualificationTries }: Pick<Study, 'passMark' | 'qualificationTries'>,
	{ role, email }: Pick<NamedMember, 'role' | 'email'>,
	attempts: readonly Attempt[]
): Standing {
	if (role !== 'rater' || email === null) return { kind: 'not-required' };
	return standingOf({ passMark, tries: qualificationTries }, attempts);
}
