/** The people in a study: who they are in it, how they come in and how they leave. */
import { z } from 'zod';
import { emailSchema, specialtiesSchema } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { ROLES, type Role } from '#lib/domain/study.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, memberIn } from '../../auth/guards.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as store from '../../store/members.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as ratings from '../../store/ratings.ts';
import * as submissions from '../../store/submissions.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import * as accounts from '../accounts/index.ts';
import { takeAway } from '../assigning/index.ts';
import { giveGoldCases } from '../qualifying/index.ts';

const addSchema = z.object({
	email: emailSchema,
	name: z.string().trim().max(200, 'at most 200 characters').default(''),
	role: z.enum(ROLES),
	specialties: specialtiesSchema
});

/**
 * Adds someone to a study. Someone without an account gets one, and a link to choose a password.
 *
 * @returns the one-time link for a new account, null for someone who has one
 * @throws Refusal ('conflict') where the person is a member already, ('invalid') where a new account has
 *   no name; ZodError for bad input
 */
export async function add(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof addSchema>
): Promise<{ link: string | null }> {
	const { email, name, role, specialties: codes } = addSchema.parse(input);
	let known: users.User | undefined;
	try {
		return await atomically(app.db, by(app, actor), function* (tx) {
			const study = yield* coordinatorOf(tx, actor, slug);
			known = yield* users.byEmail(tx, { email: users.normalise(email) });
			if (known === undefined && name === '') {
				throw new Refusal(
					'invalid',
					`There is no account for ${email} yet: give a name to create one.`
				);
			}
			const person = { email, name, isAdmin: false, specialties: codes };
			const invited = known === undefined ? yield* accounts.addInvited(tx, app, person) : null;
			yield* join(tx, { studyId: study.id, userId: known?.id ?? invited!.id, role });
			return { link: invited?.link ?? null };
		});
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal(
			'conflict',
			known === undefined
				? `There is an account for ${email} already. Add the person again.`
				: `${known.name} is a member of this study already.`
		);
	}
}

/** The steps of joining a study, with the line in the trail; a rater who signs in gets the gold cases. */
export function* join(
	tx: Change,
	{ studyId, userId, role }: { studyId: number; userId: number; role: Role }
): Steps<store.Member> {
	const member = yield* enter(tx, { studyId, userId, role });
	yield* giveGoldCases(tx, studyId);
	return member;
}

/** Makes someone a rater of a study who never signs in, because the ratings come from a file. */
export function* joinWithoutSignIn(
	tx: Change,
	{ studyId, name }: { studyId: number; name: string }
): Steps<store.Member> {
	const user = yield* users.insert(tx, { name, email: null, createdAt: tx.by.at });
	return yield* enter(tx, { studyId, userId: user.id, role: 'rater' });
}

/** The steps of joining a study, with the line in the trail, and nothing else. */
export function* enter(
	tx: Change,
	{ studyId, userId, role }: { studyId: number; userId: number; role: Role }
): Steps<store.Member> {
	const member = yield* store.insert(tx, { studyId, userId, role, createdAt: tx.by.at });
	yield* trail.record(tx, {
		studyId,
		what: 'member.added',
		subject: `member:${member.id}`,
		new: { userId, role }
	});
	return member;
}

/**
 * Takes someone out of a study who has nothing assigned there but qualification cases, none of them begun.
 *
 * @throws Refusal ('conflict') where cases are assigned to the person, answers were sent, or the qualification is begun;
 *   ('forbidden') for oneself; ('missing')
 */
export async function remove(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const member = yield* memberIn(tx, study.id, memberId);
		if (member.userId === actor.id) {
			throw new Refusal('forbidden', 'Somebody else who runs the study has to remove you.');
		}
		const all = yield* assignments.ofMember(tx, { memberId });
		const { size: length } = new Set(all.map(({ caseId }) => caseId));
		if (length > 0) {
			throw new Refusal(
				'conflict',
				`${member.name} has ${length} assigned ${length === 1 ? 'case' : 'cases'}. ` +
					'Unassign first; a case with ratings stays with its rater.'
			);
		}
		if ((yield* submissions.someOfMember(tx, { memberId })) !== undefined) {
			throw new Refusal(
				'conflict',
				`${member.name} has sent answers to a leaderboard. They stay on record, and so does their sender: let the person leave.`
			);
		}
		yield* removeGold(tx, member);
		yield* store.remove(tx, memberId);
		yield* trail.record(tx, {
			studyId: study.id,
			what: 'member.removed',
			subject: `member:${memberId}`,
			old: { userId: member.userId, role: member.role }
		});
	});
}

/** Takes away the qualification cases of a member who has not begun them. */
export function* removeGold(tx: Change, member: store.NamedMember): Steps<void> {
	const { id: memberId, studyId } = member;
	const { length: onRecord } = yield* qualifications.ofMember(tx, { memberId });
	for (const assignment of yield* assignments.goldOfMember(tx, { memberId })) {
		const { length: rated } = yield* ratings.ofAssignment(tx, { assignmentId: assignment.id });
		if (onRecord + rated > 0) throw onRecordAlready(member);
		yield* takeAway(tx, { assignment, studyId });
	}
	if (onRecord > 0) throw onRecordAlready(member);
}

const onRecordAlready = ({ name }: store.NamedMember) =>
	new Refusal(
		'conflict',
		`${name} has begun to qualify, or was accepted. That stays on record, and so does the member.`
	);
