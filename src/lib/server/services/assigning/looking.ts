/** Looking at assignments: one with its history, and all that one rater was given. */
import type { AssignmentState } from '#lib/domain/assignment.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { TrailEvent } from '#lib/domain/trail.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as heads from '../../store/case-heads.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as progress from '../../store/progress.ts';
import * as rounds from '../../store/rounds.ts';
import * as trail from '../../store/trail.ts';
import { askable } from './askable.ts';
import { inStudy, type Owned } from './assignment-steps.ts';
import { candidates, type Candidates } from './candidates.ts';

/** How far one assignment is, and whether its rater has it. Times in milliseconds since 1970, UTC. */
export type Standing = {
	assignmentId: number;
	state: AssignmentState;
	rated: number;
	actions: number;
	/** Null while the rater has it. */
	released: { at: number; reason: string; counts: boolean } | null;
	/** When the case is shown the second time; null for a first time, and `at` null while that waits. */
	again: { at: number | null } | null;
};

/** One line of the history of an assignment. */
export type HistoryLine = {
	at: number;
	/** Null for the installation itself. */
	who: string | null;
	what: TrailEvent['what'];
	reason: string | null;
	/** Of a release: whether the ratings count. */
	counts: boolean | null;
};

export type ShownAssignment = Standing & {
	gone: false;
	externalId: string;
	specialty: string;
	rater: { memberId: number; name: string };
	round: number;
	/** True once the round is locked: the case cannot change hands. */
	locked: boolean;
	/** True for a qualification case, which every rater keeps. */
	gold: boolean;
	/** When it was given, begun and signed; null where not yet. */
	made: number;
	begun: number | null;
	signed: number | null;
	history: HistoryLine[];
	/** The others who have or had the case in this round. */
	others: (Standing & { name: string })[];
	candidates: Candidates;
};

/** Assignments on one page. */
export const WORK_ROWS = 100;

type Of<T> = { actor: Actor; slug: string } & T;

/** An assignment that was taken away before anything in it was begun. */
export type GoneAssignment = {
	gone: true;
	externalId: string;
	rater: { memberId: number; name: string };
	history: HistoryLine[];
};

/**
 * One assignment with its history, the others of its case, and to whom it could go; of one that was taken away, the
 * history only.
 *
 * @throws Refusal ('missing') where the study never had such an assignment
 */
export function show(
	app: App,
	actor: Actor,
	slug: string,
	assignmentId: number
): Promise<ShownAssignment | GoneAssignment> {
	return app.crew.ask(shown, { actor, slug, assignmentId });
}

const shown = task(
	'assigning.show',
	'figures',
	(app, { actor, slug, assignmentId }: Of<{ assignmentId: number }>) =>
		read(app.db, function* (tx): Steps<ShownAssignment | GoneAssignment> {
			const study = yield* coordinatorOf(tx, actor, slug);
			const { id: studyId } = study;
			const lines = yield* trail.ofSubject(tx, { studyId, subject: `assignment:${assignmentId}` });
			const removed = lines.find(({ what }) => what === 'assignment.removed');
			if (removed !== undefined) return yield* gone(tx, studyId, removed.old as Pair, lines);
			const found = yield* inStudy(tx, studyId, assignmentId);
			const { assignment } = found;
			const item = (yield* cases.byId(tx, { id: assignment.caseId }))!;
			const everyone = yield* members.ofStudy(tx, { studyId });
			const nameOf = new Map(everyone.map(({ id, name }) => [id, name]));
			const { roundId, caseId, memberId } = assignment;
			const all = yield* assignments.ofCase(tx, { caseId });
			const others = all.filter((one) => one.roundId === roundId && one.id !== assignmentId);
			const having = all.filter((one) => one.roundId === roundId && one.releasedAt === null);
			return {
				gone: false,
				...(yield* standingOf(tx, assignment)),
				externalId: item.externalId,
				specialty: specialtyName(item.specialty),
				rater: { memberId, name: nameOf.get(memberId)! },
				...placeIn(found),
				history: lines.map(lineOf),
				others: yield* named(tx, others, nameOf),
				candidates: yield* candidates(tx, {
					...{ study, everyone, roundId, specialties: [item.specialty], now: app.now() },
					not: new Set([memberId, ...having.map((one) => one.memberId)]),
					only: yield* askable(tx, { roundId, caseId })
				})
			};
		})
);

function placeIn({ assignment, roundNumber, lockedAt, gold }: Owned) {
	const { createdAt: made, startedAt: begun, submittedAt: signed } = assignment;
	return { round: roundNumber, locked: lockedAt !== null, gold, made, begun, signed };
}

function* named(
	tx: Queries,
	all: readonly assignments.Assignment[],
	nameOf: ReadonlyMap<number, string>
): Steps<ShownAssignment['others']> {
	const found: ShownAssignment['others'] = [];
	for (const one of all) {
		found.push({ ...(yield* standingOf(tx, one)), name: nameOf.get(one.memberId)! });
	}
	return found;
}

function* standingOf(tx: Queries, assignment: assignments.Assignment): Steps<Standing> {
	const counts = (yield* progress.counts(tx, { id: assignment.id }))!;
	return standing({ ...assignment, ...counts });
}

function standing(given: assignments.Assignment & { rated: number; actions: number }): Standing {
	const { id: assignmentId, state, rated, actions, releasedAt, releaseReason, counts } = given;
	return {
		...{ assignmentId, state, rated, actions },
		released: releasedAt === null ? null : { at: releasedAt, reason: releaseReason ?? '', counts },
		again: given.repeat === 0 ? null : { at: given.availableAt }
	};
}

type Pair = { caseId: number; memberId: number };

function* gone(
	tx: Queries,
	studyId: number,
	{ caseId, memberId }: Pair,
	lines: readonly Line[]
): Steps<GoneAssignment> {
	const { externalId } = (yield* cases.byId(tx, { id: caseId }))!;
	const member = yield* members.byId(tx, { studyId, id: memberId });
	const rater = { memberId, name: member?.name ?? 'somebody who was a member' };
	return { gone: true, externalId, rater, history: lines.map(lineOf) };
}

type Line = trail.AuditEvent & { who: string | null };

function lineOf({ at, who, what, reason, new: given }: Line): HistoryLine {
	return {
		...{ at, who, reason },
		what: what as TrailEvent['what'],
		counts: typeof given?.counts === 'boolean' ? given.counts : null
	};
}

/** All that a rater was given in the present round. */
export type Work = {
	rater: { memberId: number; name: string };
	round: { number: number; locked: boolean };
	/** Cases that are open with the rater, and that are signed; second times aside. */
	open: number;
	signed: number;
	/** What is open with the rater comes first, then what is signed, then what was taken. */
	rows: Page<Standing & { externalId: string; specialty: string }>;
	candidates: Candidates;
};

/**
 * What one rater was given in the present round, ordinary cases only.
 *
 * @throws Refusal ('missing') where the study has no such member
 */
export function workOf(
	app: App,
	actor: Actor,
	slug: string,
	asked: { memberId: number; page: number }
): Promise<Work> {
	return app.crew.ask(work, { actor, slug, ...asked });
}

const work = task(
	'assigning.work-of',
	'figures',
	(app, { actor, slug, memberId, page }: Of<{ memberId: number; page: number }>) =>
		read(app.db, function* (tx): Steps<Work> {
			const study = yield* coordinatorOf(tx, actor, slug);
			const { id: studyId } = study;
			const everyone = yield* members.ofStudy(tx, { studyId });
			const rater = everyone.find(({ id }) => id === memberId);
			if (rater === undefined) {
				throw new Refusal('missing', 'There is no such member in this study.');
			}
			const round = yield* rounds.present(tx, studyId);
			const mine = { memberId, roundId: round.id };
			const all = yield* progress.everyTime(tx, mine);
			const byId = new Map((yield* heads.ofMember(tx, mine)).map((item) => [item.id, item]));
			const rows = all
				.sort((a, b) => order(a) - order(b) || a.id - b.id)
				.map((one) => {
					const { externalId, specialty } = byId.get(one.caseId)!;
					return { ...standing(one), externalId, specialty: specialtyName(specialty) };
				});
			const specialties = [...new Set([...byId.values()].map(({ specialty }) => specialty))];
			const has = rows.filter(({ released, again }) => released === null && again === null);
			const signed = has.filter(({ state }) => state === 'submitted').length;
			return {
				rater: { memberId, name: rater.name },
				round: { number: round.number, locked: round.closedAt !== null },
				...{ open: has.length - signed, signed },
				rows: cut(rows, page, WORK_ROWS),
				candidates: yield* candidates(tx, {
					...{ study, everyone, roundId: round.id, specialties, now: app.now() },
					not: new Set([memberId]),
					only: yield* askableOfAny(tx, round.id, [...byId.keys()])
				})
			};
		})
);

/** Those who may be given any of these cases. */
function* askableOfAny(
	tx: Queries,
	roundId: number,
	caseIds: readonly number[]
): Steps<ReadonlySet<number> | null> {
	const found = new Set<number>();
	for (const caseId of caseIds) {
		const of = yield* askable(tx, { roundId, caseId });
		if (of === null) return null;
		for (const memberId of of) found.add(memberId);
	}
	return found;
}

const order = ({ releasedAt, state }: assignments.Assignment) =>
	releasedAt !== null ? 2 : state === 'submitted' ? 1 : 0;
