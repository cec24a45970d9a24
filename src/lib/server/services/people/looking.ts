/** One person of a study, with what may be changed and why the rest may not. */
import { SPECIALTY_NAMES, specialtyName } from '#lib/domain/case.ts';
import { MENDABLE, whyNotMend, type Mendable } from '#lib/domain/mending.ts';
import { participationOf, type Participation } from '#lib/domain/participation.ts';
import type { Standing } from '#lib/domain/qualification.ts';
import { whyNotRole } from '#lib/domain/roles.ts';
import { ROLES, type Role } from '#lib/domain/study.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf, memberIn } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import * as assignments from '../../store/assignments.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as ratings from '../../store/ratings.ts';
import * as store from '../../store/members.ts';
import * as users from '../../store/users.ts';
import { standingIn } from '../qualifying/index.ts';
import { accountOf } from './changing.ts';
import { specialtiesOf } from './lines.ts';

export type MemberInFull = {
	memberId: number;
	name: string;
	email: string | null;
	role: Role;
	adjudicates: boolean;
	loadCap: number | null;
	participation: Participation;
	joined: boolean;
	/** Whoever looks. */
	isMe: boolean;
	/** Times in milliseconds since 1970. */
	pausedUntil: number | null;
	pauseReason: string | null;
	leftAt: number | null;
	leaveReason: string | null;
	/** To tick: those the cases have, and those the person has beside them. */
	specialties: { code: string; name: string; has: boolean; suits: boolean }[];
	/** Cases that are not signed, and those of them in which something is rated. */
	openCases: number;
	begunCases: number;
	/** Nothing is assigned to the person, and nothing on record. */
	hasNothing: boolean;
	standing: Standing;
	acceptedBecause: string | null;
	/** Why each may not be changed; null where it may. */
	whyNot: Record<Mendable, string | null>;
	/** Why the role may not be changed; null where it may. */
	whyNotRole: string | null;
};

/** @throws Refusal ('missing') where the study has no such member */
export function look(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number
): Promise<MemberInFull> {
	return read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const member = yield* memberIn(tx, study.id, memberId);
		const { userId, role, name, email, adjudicates, loadCap, joined } = member;
		const { atHand } = yield* accountOf(tx, actor, member);
		const theirs = (yield* users.specialties(tx, [userId])).get(userId) ?? [];
		const ofCases = yield* specialtiesOf(tx, study);
		const suiting = ofCases.length === 0 ? [...SPECIALTY_NAMES.keys()] : ofCases;
		const given = yield* assignments.ofMember(tx, { memberId });
		const open = given.filter(
			({ state, releasedAt }) => state !== 'submitted' && releasedAt === null
		);
		const rated = yield* ratings.ofMember(tx, { memberId });
		const record = yield* qualifications.ofMember(tx, { memberId });
		const isMe = userId === actor.id;
		const other = ROLES.find((one) => one !== role)!;
		return {
			...{ memberId, name, email, role, adjudicates, loadCap, joined, isMe },
			participation: participationOf(member, rated.length, app.now()),
			...{ pausedUntil: member.pausedUntil, pauseReason: member.pauseReason },
			...{ leftAt: member.leftAt, leaveReason: member.leaveReason },
			specialties: [...new Set([...suiting, ...theirs])].map((code) => ({
				code,
				name: specialtyName(code),
				has: theirs.includes(code),
				suits: suiting.includes(code)
			})),
			openCases: open.length,
			begunCases: open.filter(({ state }) => state !== 'assigned').length,
			hasNothing: given.length === 0 && rated.length === 0 && record.length === 0,
			standing: standingIn(study, member, record),
			acceptedBecause: record.find(({ reason }) => reason !== null)?.reason ?? null,
			whyNot: Object.fromEntries(
				MENDABLE.map((what) => [what, whyNotMend(what, atHand, actor.isAdmin)])
			) as Record<Mendable, string | null>,
			whyNotRole: whyNotRole({ name, from: role, to: other, rated: rated.length, isOwn: isMe })
		};
	});
}

export type Chosen = { memberId: number; name: string; openCases: number };

/** Who is meant by ids that an address names, and what each has open; those that name nobody here are left out. */
export function choose(
	app: App,
	actor: Actor,
	slug: string,
	ids: readonly number[]
): Promise<Chosen[]> {
	return read(app.db, function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const chosen: Chosen[] = [];
		for (const id of new Set(ids)) {
			const member = yield* store.byId(tx, { studyId, id });
			if (member === undefined) continue;
			const given = yield* assignments.ofMember(tx, { memberId: id });
			const open = given.filter(
				({ state, releasedAt }) => state !== 'submitted' && releasedAt === null
			);
			chosen.push({ memberId: id, name: member.name, openCases: open.length });
		}
		return chosen;
	});
}
