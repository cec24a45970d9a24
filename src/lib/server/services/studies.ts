/** Studies and the people in them. */
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import {
	noticeSchema,
	ROLES,
	studySettingsSchema,
	type Role,
	type StudySettingsInput
} from '#lib/domain/study.ts';
import type { Actor, App } from '../app.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import { violation } from '../db/errors.ts';
import * as assignments from '../store/assignments.ts';
import * as audit from '../store/audit.ts';
import * as specialties from '../store/specialties.ts';
import * as store from '../store/studies.ts';
import * as users from '../store/users.ts';
import { requireAdmin, requireCoordinator } from './access.ts';
import * as accounts from './accounts.ts';

export type StudyInList = { slug: string; name: string; role: Role | 'administrator' };

/** The settings of a study as its pages show them. */
export type StudyHead = Pick<
	store.Study,
	| 'slug'
	| 'name'
	| 'guidelines'
	| 'ratersPerCase'
	| 'consensusRule'
	| 'band'
	| 'showReference'
	| 'notice'
	| 'synthetic'
>;

export type StudyMember = {
	memberId: number;
	userId: number;
	name: string;
	email: string | null;
	role: Role;
	specialties: string[];
	cases: number;
	rated: number;
	actions: number;
};

/** The studies someone has something to do in; an administrator sees all. */
export async function list(app: App, actor: Actor): Promise<StudyInList[]> {
	const memberships = actor.id === null ? [] : await store.ofUser(app.db, actor.id);
	const roles = new Map(memberships.map(({ study, role }) => [study.slug, role]));
	const visible = actor.isAdmin ? await store.list(app.db) : memberships.map(({ study }) => study);
	return visible.map(({ slug, name }) => ({
		slug,
		name,
		role: roles.get(slug) ?? ('administrator' as const)
	}));
}

/**
 * Creates a study with its first round. Who creates it coordinates it.
 *
 * @throws Refusal ('conflict') where the slug is taken; ZodError for bad settings
 */
export async function create(
	app: App,
	actor: Actor,
	input: StudySettingsInput,
	{ synthetic = false }: { synthetic?: boolean } = {}
): Promise<store.Study> {
	requireAdmin(actor);
	const settings = studySettingsSchema.parse(input);
	const now = app.now();
	try {
		return await atomically(app.db, function* (tx) {
			const study = yield* store.insert(tx, { ...settings, synthetic, createdAt: now });
			yield* store.openRound(tx, { studyId: study.id, number: 1, openedAt: now });
			if (actor.id !== null) {
				yield* store.addMember(tx, {
					studyId: study.id,
					userId: actor.id,
					role: 'coordinator',
					createdAt: now
				});
			}
			yield* audit.record(tx, {
				at: now,
				userId: actor.id,
				studyId: study.id,
				what: 'study.created',
				subject: `study:${study.slug}`,
				new: settings
			});
			return study;
		});
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal(
			'conflict',
			`There is a study "${settings.slug}" already. Choose another slug.`
		);
	}
}

/** The settings, for those who run the study. */
export async function settings(app: App, actor: Actor, slug: string): Promise<StudyHead> {
	const { study } = await requireCoordinator(app, actor, slug);
	return study;
}

/** Changes the settings; the slug stays, because addresses and releases name it. */
export async function changeSettings(
	app: App,
	actor: Actor,
	slug: string,
	input: Omit<StudySettingsInput, 'slug'>
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const next = studySettingsSchema.parse({ ...input, slug });
	const now = app.now();
	const { name, guidelines, ratersPerCase, consensusRule, band, showReference } = study;
	await atomically(app.db, function* (tx) {
		yield* store.update(tx, study.id, next);
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId: study.id,
			what: 'study.changed',
			subject: `study:${slug}`,
			old: { name, guidelines, ratersPerCase, consensusRule, band, showReference },
			new: next
		});
	});
}

/**
 * Says something to the raters, above their cases; an empty text takes it away.
 *
 * @param text plain text
 * @throws ZodError for a text that is too long
 */
export async function setNotice(app: App, actor: Actor, slug: string, text: string): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const next = noticeSchema.parse({ notice: text });
	const now = app.now();
	await atomically(app.db, function* (tx) {
		yield* store.update(tx, study.id, next);
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId: study.id,
			what: 'study.notice',
			subject: `study:${slug}`,
			old: { notice: study.notice },
			new: next
		});
	});
}

/** Everyone in the study, with their load and how far they are. */
export async function members(app: App, actor: Actor, slug: string): Promise<StudyMember[]> {
	const { study } = await requireCoordinator(app, actor, slug);
	const [rows, progress] = await Promise.all([
		store.members(app.db, study.id),
		assignments.progress(app.db, study.id)
	]);
	const codes = await users.specialties(
		app.db,
		rows.map(({ userId }) => userId)
	);
	const byMember = Map.groupBy(progress, ({ memberId }) => memberId);
	return rows.map((member) => {
		const theirs = byMember.get(member.id) ?? [];
		return {
			memberId: member.id,
			userId: member.userId,
			name: member.name,
			email: member.email,
			role: member.role,
			specialties: codes.get(member.userId) ?? [],
			cases: theirs.length,
			rated: theirs.reduce((sum, { rated }) => sum + rated, 0),
			actions: theirs.reduce((sum, { actions }) => sum + actions, 0)
		};
	});
}

/** The specialties to choose from. */
export async function knownSpecialties(app: App): Promise<{ code: string; name: string }[]> {
	return specialties.list(app.db);
}

export const addMemberSchema = z.object({
	email: z.string().trim().pipe(z.email('this is not an e-mail address')),
	name: z.string().trim().max(200, 'at most 200 characters').default(''),
	role: z.enum(ROLES),
	specialties: z.array(z.string().trim().min(1).max(64)).default([])
});

/**
 * Adds someone to a study. Someone without an account gets one, and a link to choose a password.
 *
 * @returns the one-time link for a new account, null for someone who has one
 * @throws Refusal ('conflict') where the person is a member already, ('invalid') where a new account has
 *   no name; ZodError for bad input
 */
export async function addMember(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof addMemberSchema>
): Promise<{ link: string | null }> {
	const { study } = await requireCoordinator(app, actor, slug);
	const { email, name, role, specialties: codes } = addMemberSchema.parse(input);
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

/** The steps of joining a study, with the line in the trail. */
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
	return member;
}

/**
 * Takes someone out of a study who has nothing assigned there.
 *
 * @throws Refusal ('conflict') where cases are assigned to the person
 */
export async function removeMember(
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
