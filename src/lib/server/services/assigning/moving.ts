/** Cases that change hands: released, moved to somebody else, or given back to whoever had them. */
import { z } from 'zod';
import { isOpen } from '#lib/domain/assignment.ts';
import { byFit, fitOf, type Fit, type FitRules } from '#lib/domain/fit.ts';
import { reasonFor } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as users from '../../store/users.ts';
import { askable } from './askable.ts';
import { assertOpen, inStudy, type Owned } from './assignment-steps.ts';
import { give, putBack, taker } from './giving.ts';
import { letGo } from './letting-go.ts';
import { readRules } from './plan-basis.ts';

/** Assignments that one change may move: far more than a person reads, few enough for one change. */
const MOST = 500;

const moveSchema = z.object({
	/** Ids of assignments. */
	assignments: z
		.array(z.int())
		.min(1, 'choose at least one case')
		.max(MOST, `at most ${MOST} cases at once`),
	/** Ids of members, among whom the cases are spread; nobody: the places are free, for the plan to fill. */
	to: z.array(z.int()).max(50, 'at most 50 people at once'),
	reason: reasonFor('say why; it is kept in the record'),
	/** Whether figures go on reading what was rated until now. */
	counts: z.boolean()
});

/** What became of the cases. */
export type Moved = {
	/** How many cases were taken from their raters. */
	cases: number;
	/** Who got how many of them; nobody where they went back to the plan. */
	given: { name: string; cases: number }[];
};

/**
 * Takes cases from their raters, and gives them to others or back to the plan: all of them or none. One in which
 * nothing is begun is simply taken away. What was rated stays with its rater, who can change nothing in it any
 * more, and counts in figures or is left out, as chosen.
 *
 * Of several people each case goes to one who suits it best by the rules of the study, and of those to the one with
 * the fewest cases; nobody gets a case twice. Somebody from whom the same case was taken before gets it back as it was.
 *
 * @throws Refusal ('missing') for an assignment or member that is not of this study, ('invalid') for a
 *   qualification case, a signed case whose ratings are to count, a second time that is to go to somebody else,
 *   or somebody who takes no case now, ('conflict') where a round is locked, a case is released already, or none
 *   of the people can take it; ZodError for bad input
 */
export async function move(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof moveSchema>
): Promise<Moved> {
	const wanted = moveSchema.parse(input);
	try {
		return await atomically(app.db, by(app, actor), (tx) => moveAll(tx, actor, slug, wanted));
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal(
			'conflict',
			'Somebody else gave out the same cases meanwhile. Nothing was moved; look again.'
		);
	}
}

function* moveAll(
	tx: Change,
	actor: Actor,
	slug: string,
	{ to, ...how }: z.output<typeof moveSchema>
): Steps<Moved> {
	const ids = [...new Set(how.assignments)];
	const study = yield* coordinatorOf(tx, actor, slug);
	const { id: studyId } = study;
	const rules = yield* readRules(tx, study);
	const takers: Taker[] = [];
	for (const memberId of new Set(to)) {
		const member = yield* taker(tx, { studyId, memberId }, tx.by.at);
		const specialties = (yield* users.specialties(tx, [member.userId])).get(member.userId)!;
		takers.push({ ...member, specialties, got: 0 });
	}
	for (const id of ids) {
		const found = yield* inStudy(tx, studyId, id);
		yield* assertMovable(tx, found, { ...how, leaves: takers.length > 0 });
		yield* letGo(tx, found, how);
		if (takers.length > 0) yield* handOn(tx, found, takers, rules);
	}
	const given = takers.filter(({ got }) => got > 0);
	return { cases: ids.length, given: given.map(({ name, got }) => ({ name, cases: got })) };
}

type Taker = members.NamedMember & { specialties: string[]; got: number };

function* assertMovable(
	tx: Change,
	found: Owned,
	{ counts, leaves }: { counts: boolean; leaves: boolean }
): Steps<void> {
	const { assignment, gold, studyId } = found;
	if (gold) throw new Refusal('invalid', 'This is a qualification case: every rater keeps it.');
	assertOpen({ number: found.roundNumber, closedAt: found.lockedAt });
	const { externalId } = (yield* cases.byId(tx, { id: assignment.caseId }))!;
	const { name } = (yield* members.byId(tx, { studyId, id: assignment.memberId }))!;
	if (assignment.releasedAt !== null) {
		throw new Refusal('conflict', `${externalId} was taken from ${name} already.`);
	}
	if (counts && !isOpen(assignment.state)) {
		throw new Refusal(
			'invalid',
			`${name} has signed ${externalId}. A signed case that counts keeps its place, so there is nothing to ` +
				'release. Leave its ratings out, or reopen the case.'
		);
	}
	if (leaves && assignment.repeat > 0) {
		throw new Refusal(
			'invalid',
			`${externalId} is shown to ${name} a second time, for agreement with oneself. Nobody else can take ` +
				'that over; it can be released.'
		);
	}
}

/** Gives the place to whoever of them suits it best and does not have the case. */
function* handOn(
	tx: Change,
	{ assignment, studyId }: Owned,
	takers: Taker[],
	rules: FitRules
): Steps<void> {
	const { id: insteadOf, caseId, roundId } = assignment;
	const { externalId, specialty } = (yield* cases.byId(tx, { id: caseId }))!;
	const may = yield* askable(tx, { roundId, caseId });
	const willing: { taker: Taker; fit: Fit; load: number }[] = [];
	for (const one of takers) {
		if (may?.has(one.id) === false) continue;
		const times = yield* assignments.timesOf(tx, { memberId: one.id, roundId });
		const has = times.filter(({ repeat, releasedAt }) => repeat === 0 && releasedAt === null);
		const itself = one.id === assignment.memberId;
		if (itself || has.some((place) => place.caseId === caseId)) continue;
		const fit = fitOf(one.specialties, specialty, rules);
		willing.push({ taker: one, fit, load: has.length });
	}
	const [first] = willing.sort(
		(a, b) => byFit(a.fit, b.fit) || a.load - b.load || a.taker.id - b.taker.id
	);
	if (first === undefined) {
		if (may !== null) {
			throw new Refusal(
				'conflict',
				`A later round asks only those who signed ${externalId} before, and none of the people chosen who did is free ` +
					'to take it. It can be released.'
			);
		}
		const who = takers.length === 1 ? `${takers[0]!.name} has` : 'All the people chosen have';
		throw new Refusal('conflict', `${who} ${externalId} already. Choose someone else for it.`);
	}
	yield* give(tx, { studyId, roundId, caseId, memberId: first.taker.id, insteadOf });
	first.taker.got += 1;
}

/**
 * Gives a released case back to its rater, as it was: what was rated counts, and a signature is valid again.
 *
 * @throws Refusal ('missing'), ('invalid') where the case is open and its rater takes none now, ('conflict')
 *   where it is not released, all places of the case are taken, or the round is locked
 */
export async function returnTo(
	app: App,
	actor: Actor,
	slug: string,
	assignmentId: number
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const found = yield* inStudy(tx, studyId, assignmentId);
		const { memberId, state, releasedAt } = found.assignment;
		if (releasedAt === null) {
			throw new Refusal('conflict', 'Its rater has this case; it was not released.');
		}
		assertOpen({ number: found.roundNumber, closedAt: found.lockedAt });
		const { email } = (yield* members.byId(tx, { studyId, id: memberId }))!;
		// Ratings that came from a file have nobody who would go on with them.
		if (isOpen(state) && email !== null) yield* taker(tx, { studyId, memberId }, tx.by.at);
		yield* putBack(tx, found);
	});
}
