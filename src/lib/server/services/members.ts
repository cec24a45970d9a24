/** The people in a study: who they are in it, how they come in and how they leave. */
import { z } from 'zod';
import { emailSchema, specialtiesSchema } from '#lib/domain/person.ts';
import { standingOf, type Attempt, type Standing } from '#lib/domain/qualification.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { ROLES, type Role } from '#lib/domain/study.ts';
import type { Actor, App } from '../app.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import { violation } from '../db/errors.ts';
import * as assignments from '../store/assignments.ts';
import * as audit from '../store/audit.ts';
import * as qualifications from '../store/qualifications.ts';
import * as ratings from '../store/ratings.ts';
import * as store from '../store/studies.ts';
import * as users from '../store/users.ts';
import { requireCoordinator } from './access.ts';
import * as accounts from './accounts.ts';
import { takeAway, type By } from './assignment-steps.ts';
import { giveGoldCases } from './gold-cases.ts';

export type StudyMember = {
	memberId: number;
	userId: number;
	name: string;
	email: string | null;
	role: Role;
	specialties: string[];
	/** Of the ordinary cases, as `rated` and `actions`. */
	cases: number;
	rated: number;
	actions: number;
	standing: Standing;
	/** Why a coordinator accepted the rater without a pass; null where none has. */
	acceptedBecause: string | null;
};

/** Everyone in the study, with their load, how far they are, and whether they have qualified. */
export async function list(app: App, actor: Actor, slug: string): Promise<StudyMember[]> {
	const { study } = await requireCoordinator(app, actor, slug);
	const [rows, progress, attempts] = await Promise.all([
		store.members(app.db, study.id),
		assignments.progress(app.db, study.id),
		qualifications.ofStudy(app.db, study.id)
	]);
	const codes = await users.specialties(
		app.db,
		rows.map(({ userId }) => userId)
	);
	const byMember = Map.groupBy(progress, ({ memberId }) => memberId);
	return rows.map((member) => {
		const theirs = byMember.get(member.id) ?? [];
		const record = attempts.get(member.id) ?? [];
		return {
			memberId: member.id,
			userId: member.userId,
			name: member.name,
			email: member.email,
			role: member.role,
			specialties: codes.get(member.userId) ?? [],
			cases: theirs.length,
			rated: theirs.reduce((sum, { rated }) => sum + rated, 0),
			actions: theirs.reduce((sum, { actions }) => sum + actions, 0),
			standing: standingIn(study, member, record),
			acceptedBecause: record.find(({ reason }) => reason !== null)?.reason ?? null
		};
	});
}

/** Where a member stands; whoever does not rate, or does not sign in, has nothing to take. */
export function standingIn(
	{ passMark, qualificationTries }: store.Study,
	{ role, email }: Pick<store.NamedMember, 'role' | 'email'>,
	attempts: readonly Attempt[]
): Standing {
	if (role !== 'rater' || email === null) return { kind: 'not-required' };
	return standingOf({ passMark, tries: qualificationTries }, attempts);
}

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
	const { study } = await requireCoordinator(app, actor, slug);
	const { email, name, role, specialties: codes } = addSchema.parse(input);
	const known = await users.byEmail(app.db, email);
	if (known === undefined && name === '') {
		throw new Refusal(
			'invalid',
			`There is no account for ${email} yet: give a name to create one.`
		);
	}
	const now = app.now();
	try {
		return await atomically(app.db, function* (tx) {
			const invited =
				known === undefined
					? yield* accounts.addInvited(tx, app, actor, {
							email,
							name,
							isAdmin: false,
							specialties: codes
						})
					: null;
			const userId = known?.id ?? invited!.id;
			yield* join(tx, { studyId: study.id, userId, role, now, actorId: actor.id });
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
	tx: Queries,
	{
		studyId,
		userId,
		role,
		now,
		actorId
	}: {
		studyId: number;
		userId: number;
		role: Role;
		now: number;
		actorId: number | null;
	}
): Steps<store.Member> {
	const member = yield* store.addMember(tx, { studyId, userId, role, createdAt: now });
	yield* audit.record(tx, {
		at: now,
		userId: actorId,
		studyId,
		what: 'member.added',
		subject: `member:${member.id}`,
		new: { userId, role }
	});
	yield* giveGoldCases(tx, studyId, { now, actorId });
	return member;
}

/**
 * Takes someone out of a study who has nothing assigned there but qualification cases, none of them begun.
 *
 * @throws Refusal ('conflict') where cases are assigned to the person, or the qualification is begun
 */
export async function remove(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const member = (await store.members(app.db, study.id)).find(({ id }) => id === memberId);
	if (member === undefined) throw new Refusal('missing', 'There is no such member in this study.');
	const now = app.now();
	await atomically(app.db, function* (tx) {
		const { length } = yield* run(assignments.ofMember(tx, memberId));
		if (length > 0) {
			throw new Refusal(
				'conflict',
				`${member.name} has ${length} assigned ${length === 1 ? 'case' : 'cases'}. ` +
					'Unassign first; a case with ratings stays with its rater.'
			);
		}
		yield* removeGold(tx, { study, member, by: { now, actorId: actor.id } });
		yield* store.removeMember(tx, memberId);
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId: study.id,
			what: 'member.removed',
			subject: `member:${memberId}`,
			old: { userId: member.userId, role: member.role }
		});
	});
}

function* removeGold(
	tx: Queries,
	{ study, member, by }: { study: store.Study; member: store.NamedMember; by: By }
): Steps<void> {
	const { length: onRecord } = yield* run(qualifications.ofMember(tx, member.id));
	for (const assignment of yield* run(assignments.ofMember(tx, member.id, 'gold'))) {
		const { length: rated } = yield* run(ratings.ofAssignment(tx, assignment.id));
		if (onRecord + rated > 0) throw onRecordAlready(member);
		yield* takeAway(tx, { assignment, studyId: study.id }, by);
	}
	if (onRecord > 0) throw onRecordAlready(member);
}

const onRecordAlready = ({ name }: store.NamedMember) =>
	new Refusal(
		'conflict',
		`${name} has begun to qualify, or was accepted. That stays on record, and so does the member.`
	);
