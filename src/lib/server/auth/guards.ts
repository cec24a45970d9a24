/**
 * Who may do what. A guard is a step of the very change or reading that relies on it, so that nobody loses a
 * right between the check and the deed.
 */
import { Refusal } from '#lib/domain/refusal.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import type { Role } from '#lib/domain/study.ts';
import type { Actor } from '../app.ts';
import type { Queries } from '../db/connect.ts';
import type { Steps } from '../db/steps.ts';
import * as members from '../store/members.ts';
import * as studies from '../store/studies.ts';

export type Access = { study: studies.Study; role: Role | 'administrator' };

/** Refuses whoever is not an administrator. */
export function requireAdmin(actor: Actor): void {
	if (!actor.isAdmin) {
		throw new Refusal('forbidden', 'Only an administrator may do this. Ask one of yours.');
	}
}

/**
 * The study, if the actor is a member of it in one of these roles. An administrator may do what a
 * coordinator may. A study one is no member of, or has left, is as good as absent.
 *
 * @throws Refusal ('missing') or ('forbidden')
 */
export function* memberOf(
	tx: Queries,
	actor: Actor,
	slug: string,
	roles: readonly Role[]
): Steps<Access> {
	const named = yield* studies.bySlug(tx, { slug });
	const study = actor.onlyIn === undefined || named?.id === actor.onlyIn ? named : undefined;
	const found =
		study === undefined || actor.id === null
			? undefined
			: yield* members.find(tx, { studyId: study.id, userId: actor.id });
	const member = found?.leftAt === null ? found : undefined;
	if (study === undefined || (member === undefined && !actor.isAdmin)) {
		throw new Refusal('missing', `There is no study "${slug}" here that you are a member of.`);
	}
	if (member !== undefined && roles.includes(member.role)) return { study, role: member.role };
	// An administrator who rates or rated in a study is blinded in it like every other rater.
	if (actor.isAdmin && found?.role !== 'rater' && roles.includes('coordinator')) {
		return { study, role: 'administrator' };
	}
	throw new Refusal('forbidden', `Your role in "${study.name}" does not include this.`);
}

/**
 * The study, for those who run it. Within a change it must not be archived: this is the one place where an archived
 * study refuses to be changed. Whoever only looks, and leaves no more than a trace of that, asks `keeperOf`.
 *
 * @throws Refusal as `memberOf`, or ('conflict') where an archived study would be changed
 */
export function* coordinatorOf(tx: Queries, actor: Actor, slug: string): Steps<studies.Study> {
	const study = yield* keeperOf(tx, actor, slug);
	if ('by' in tx) assertInUse(study);
	return study;
}

/** The study, for those who run it, archived or not. */
export function* keeperOf(tx: Queries, actor: Actor, slug: string): Steps<studies.Study> {
	return (yield* memberOf(tx, actor, slug, ['coordinator'])).study;
}

/** @throws Refusal ('conflict') for a study that is archived */
export function assertInUse({ name, archivedAt }: studies.Study): void {
	if (archivedAt === null) return;
	throw new Refusal(
		'conflict',
		`"${name}" is archived: it can be read, and nothing in it changes. Bring it back first.`
	);
}

/** Someone who may look at the figures of a study, and whether with the names of its raters. */
export type Watcher = {
	study: studies.Study;
	role: Access['role'];
	/** False for an observer, who is shown pseudonyms, and nothing that anybody wrote. */
	named: boolean;
};

/** The study, for those who run it and those who observe it. */
export function* watcherOf(tx: Queries, actor: Actor, slug: string): Steps<Watcher> {
	const { study, role } = yield* memberOf(tx, actor, slug, ['coordinator', 'observer']);
	return { study, role, named: role !== 'observer' };
}

/** The study, for everybody in it who does not rate: those who run it, observe it, or rule on what stays open. */
export function* deskOf(tx: Queries, actor: Actor, slug: string): Steps<Access> {
	return yield* memberOf(tx, actor, slug, ['coordinator', 'observer', 'adjudicator']);
}

/** Somebody who may send answers to be scored. */
export type Submitter = {
	study: studies.Study;
	/** Null for an administrator who is no member. */
	member: members.Member | null;
	/** True for whoever runs the study, who sees what others sent too, and decides on it. */
	runs: boolean;
};

/**
 * The study, for those who send answers to be scored, and those who run it. Within a change it must not be archived.
 *
 * @throws Refusal as `memberOf`, or ('conflict') where an archived study would be changed
 */
export function* submitterOf(tx: Queries, actor: Actor, slug: string): Steps<Submitter> {
	const { study, role } = yield* memberOf(tx, actor, slug, ['submitter', 'coordinator']);
	const member =
		role === 'administrator' || actor.id === null
			? null
			: ((yield* members.find(tx, { studyId: study.id, userId: actor.id })) ?? null);
	if ('by' in tx) assertInUse(study);
	return { study, member, runs: role !== 'submitter' };
}

/** The study, for whoever a program may come for: those who watch it, and those who submit to it. */
export function* programOwnerOf(tx: Queries, actor: Actor, slug: string): Steps<Access> {
	return yield* memberOf(tx, actor, slug, ['coordinator', 'observer', 'submitter']);
}

/** Somebody who rules on what stays open in a study. */
export type Adjudicator = { study: studies.Study; member: members.Member };

/**
 * The study, for those who rule in it: adjudicators, and coordinators who adjudicate. Within a change it must not
 * be archived.
 *
 * @throws Refusal as `memberOf`, or ('conflict') where an archived study would be changed
 */
export function* adjudicatorOf(tx: Queries, actor: Actor, slug: string): Steps<Adjudicator> {
	const { study, role } = yield* memberOf(tx, actor, slug, ['coordinator', 'adjudicator']);
	const member =
		role === 'administrator'
			? undefined
			: yield* members.find(tx, { studyId: study.id, userId: actor.id! });
	if (member === undefined || !isAdjudicator(member)) {
		throw new Refusal(
			'forbidden',
			`You do not rule on actions in "${study.name}". Whoever runs it can make you an adjudicator on the page People.`
		);
	}
	if ('by' in tx) assertInUse(study);
	return { study, member };
}

/**
 * A member of a study that somebody may run.
 *
 * @throws Refusal ('missing') for nobody of this study
 */
export function* memberIn(
	tx: Queries,
	studyId: number,
	memberId: number
): Steps<members.NamedMember> {
	const member = yield* members.byId(tx, { studyId, id: memberId });
	if (member === undefined) throw new Refusal('missing', 'There is no such member in this study.');
	return member;
}
