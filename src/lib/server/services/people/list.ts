/** Everyone in a study, as its coordinator looks at them. */
import type { Standing } from '#lib/domain/qualification.ts';
import type { Role } from '#lib/domain/study.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import * as members from '../../store/members.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as users from '../../store/users.ts';
import { standingIn } from '../qualifying/index.ts';
import { loads } from '../watching/index.ts';

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
	/** True where cases can be given to this person. */
	canRate: boolean;
	/** Milliseconds since 1970; `pausedUntil` is null for a pause without an end, too. */
	pausedAt: number | null;
	pausedUntil: number | null;
	leftAt: number | null;
	standing: Standing;
	/** Why a coordinator accepted the rater without a pass; null where none has. */
	acceptedBecause: string | null;
};

/** Everyone in the study, with their load, how far they are, and whether they have qualified. */
export async function list(app: App, actor: Actor, slug: string): Promise<StudyMember[]> {
	const { study, everyone, attempts, codes } = await read(app.db, function* (tx) {
		const of = yield* coordinatorOf(tx, actor, slug);
		const rows = yield* members.ofStudy(tx, { studyId: of.id });
		return {
			study: of,
			everyone: rows,
			attempts: yield* qualifications.ofStudy(tx, of.id),
			codes: yield* users.specialties(
				tx,
				rows.map(({ userId }) => userId)
			)
		};
	});
	const loadOf = await loads(app, study.id);
	return everyone.map((member) => {
		const record = attempts.get(member.id) ?? [];
		return {
			memberId: member.id,
			userId: member.userId,
			name: member.name,
			email: member.email,
			role: member.role,
			specialties: codes.get(member.userId) ?? [],
			...(loadOf.get(member.id) ?? { cases: 0, rated: 0, actions: 0 }),
			canRate: members.canRate(member),
			pausedAt: member.pausedAt,
			pausedUntil: member.pausedUntil,
			leftAt: member.leftAt,
			standing: standingIn(study, member, record),
			acceptedBecause: record.find(({ reason }) => reason !== null)?.reason ?? null
		};
	});
}
