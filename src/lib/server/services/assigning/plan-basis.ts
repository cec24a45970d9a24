/** What a plan rests on: cases, people, rules, and what is given already. */
import { FITS, type Fit } from '#lib/domain/fit.ts';
import { isPaused } from '#lib/domain/participation.ts';
import type { CaseToPlan, PlanRules, ToPlan } from '#lib/domain/plan.ts';
import type { AssignmentState } from '#lib/domain/assignment.ts';
import { sha256 } from '../../auth/secrets.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import * as neighbours from '../../store/neighbours.ts';
import * as panels from '../../store/panels.ts';
import * as plans from '../../store/plans.ts';
import type { StoredPlan } from '../../store/plans.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import * as users from '../../store/users.ts';

/** The head of a case, in the order of the file. */
export type PlanCase = { id: number; externalId: string; specialty: string };

/** An assignment that stands. */
export type Held = {
	assignmentId: number;
	caseId: number;
	memberId: number;
	state: AssignmentState;
	/** False for a case shown a second time. */
	isFirst: boolean;
	/** False where it waits for somebody who cannot rate it any more: the place is free. */
	counts: boolean;
};

export type Basis = {
	study: studies.Study;
	round: rounds.Round;
	cases: PlanCase[];
	/** Of every member, by id. */
	names: ReadonlyMap<number, string>;
	/** Members who can rate, those who are paused among them. */
	raters: (members.NamedMember & { specialties: string[]; paused: boolean })[];
	rules: PlanRules;
	held: Held[];
	/** By case: whoever has or had it, with the assignment where it stands. */
	had: Map<number, Map<number, Held | null>>;
};

/** A place that a person chose: a rater, or nobody. */
export type ByHand = { caseId: number; memberId: number | null };

/** Reads it as it is now; how many actions each case has is left to whoever plans. */
export function* readBasis(tx: Queries, studyId: number, now: number): Steps<Basis> {
	const study = (yield* studies.byId(tx, { id: studyId }))!;
	const round = yield* rounds.present(tx, studyId);
	const everyone = yield* members.ofStudy(tx, { studyId });
	const able = everyone.filter((member) => members.canRate(member));
	const codes = yield* users.specialties(
		tx,
		able.map(({ userId }) => userId)
	);
	const cases = yield* panels.cases(tx, { studyId });
	const given = yield* plans.given(tx, { roundId: round.id });
	const raters = able.map((member) => ({
		...member,
		specialties: codes.get(member.userId) ?? [],
		paused: isPaused(member, now)
	}));
	return {
		...{ study, round, raters },
		names: new Map(everyone.map(({ id, name }) => [id, name])),
		cases: cases.map(([id, externalId, specialty]) => ({
			id: Number(id),
			externalId: externalId as string,
			specialty: specialty as string
		})),
		rules: yield* readRules(tx, study),
		...standing(given, new Set(able.map(({ id }) => id)))
	};
}

/** The rules of a study: who suits which case, and how many of them it takes. */
export function* readRules(tx: Queries, study: studies.Study): Steps<PlanRules> {
	const near = yield* neighbours.ofStudy(tx, { studyId: study.id });
	const bySpecialty = Map.groupBy(near, ({ specialty }) => specialty);
	return {
		k: study.ratersPerCase,
		neighbours: new Map(
			[...bySpecialty].map(([code, list]) => [code, new Set(list.map((pair) => pair.neighbour))])
		),
		generalists: new Set(study.generalists),
		generalistsPerCase: study.generalistsPerCase
	};
}

function standing(given: readonly unknown[][], able: ReadonlySet<number>) {
	const held: Held[] = [];
	const had: Basis['had'] = new Map();
	for (const [id, of, whose, how, releasedAt, repeat] of given) {
		const caseId = Number(of);
		const memberId = Number(whose);
		const state = how as AssignmentState;
		const isFirst = Number(repeat) === 0;
		const counts = isFirst && (able.has(memberId) || state === 'submitted');
		const one = { assignmentId: Number(id), caseId, memberId, state, isFirst, counts };
		if (releasedAt === null) held.push(one);
		if (!isFirst) continue;
		const here = had.get(caseId) ?? new Map<number, Held | null>();
		had.set(caseId, here.set(memberId, releasedAt === null ? one : null));
	}
	return { held, had };
}

/** True where nobody has begun it: a plan may move it, if it is asked to. */
export const isUnbegun = ({ state, isFirst }: Held): boolean => isFirst && state === 'assigned';

/** True where a member has the case and keeps it, or had it before: no plan gives it to the member again. */
export function isBarred(
	{ had }: Basis,
	{ caseId, memberId }: { caseId: number; memberId: number },
	moving: boolean
): boolean {
	const theirs = had.get(caseId)?.get(memberId);
	return theirs !== undefined && !(moving && theirs !== null && isUnbegun(theirs));
}

/** The assignments that a plan leaves where they are. */
export function keptOf({ held }: Basis, moving: boolean): Held[] {
	return moving ? held.filter((one) => !isUnbegun(one)) : held;
}

/**
 * A basis in the words of the planner.
 *
 * @param actions of each case, by its id
 * @param moving true where the plan may move what nobody has begun
 */
export function toPlan(
	basis: Basis,
	actions: ReadonlyMap<number, number>,
	{ seed, moving, byHand }: { seed: number; moving: boolean; byHand: readonly ByHand[] }
): ToPlan {
	const kept = keptOf(basis, moving);
	const keptIn = Map.groupBy(kept, ({ caseId }) => caseId);
	const chosenIn = Map.groupBy(byHand, ({ caseId }) => caseId);
	const had = new Map<number, { load: number; cases: number }>();
	for (const { caseId, memberId, isFirst } of kept) {
		const theirs = had.get(memberId) ?? { load: 0, cases: 0 };
		theirs.load += actions.get(caseId) ?? 0;
		if (isFirst) theirs.cases += 1;
		had.set(memberId, theirs);
	}
	return {
		seed,
		rules: basis.rules,
		raters: basis.raters.map(({ id, specialties, loadCap, paused }) => ({
			...{ id, specialties, paused },
			cap: loadCap,
			...(had.get(id) ?? { load: 0, cases: 0 })
		})),
		cases: basis.cases.map(({ id, specialty }): CaseToPlan => {
			const chosen = chosenIn.get(id) ?? [];
			return {
				...{ id, specialty },
				actions: actions.get(id) ?? 0,
				has: (keptIn.get(id) ?? []).filter(({ counts }) => counts).map((one) => one.memberId),
				chosen: chosen.flatMap(({ memberId }) => memberId ?? []),
				left: chosen.filter(({ memberId }) => memberId === null).length,
				notAgain: [...(basis.had.get(id)?.keys() ?? [])].filter((memberId) =>
					isBarred(basis, { caseId: id, memberId }, moving)
				)
			};
		})
	};
}

/**
 * A digest of a basis: another one, and a plan is out of date. What raters do with what they have does not
 * change it, unless the plan may move it.
 */
export function digestOf(
	basis: Basis,
	{ seed, moving }: Pick<PlanAsked, 'seed' | 'moving'>
): string {
	const { k, neighbours: near, generalists, generalistsPerCase } = basis.rules;
	const parts = [
		[seed, moving, basis.round.id, k, generalistsPerCase, ...generalists],
		[...near].map(([code, codes]) => [code, ...codes]),
		basis.raters.map(({ id, loadCap, paused, specialties }) => [id, loadCap, paused, specialties]),
		basis.cases.map(({ id, specialty }) => [id, specialty]),
		basis.held.map((one) => [one.assignmentId, one.counts, ...(moving ? [isUnbegun(one)] : [])]),
		[...basis.had].map(([caseId, whose]) => [caseId, whose.size])
	];
	return sha256(JSON.stringify(parts));
}

/** How a plan is to be computed. */
export type PlanAsked = {
	/** A whole number: the same one gives the same plan. */
	seed: number;
	/** True where the plan may move assignments that nobody has begun. */
	moving: boolean;
};

/** What is written beside a plan: whether it may move assignments, and the digest of its basis. */
export const writtenBasis = (moving: boolean, digest: string) =>
	`${moving ? 'moving' : 'adding'}:${digest}`;

/** How a stored plan was asked for. */
export function askedOf({ seed, basis }: Pick<StoredPlan, 'seed' | 'basis'>): PlanAsked {
	return { seed, moving: basis.startsWith('moving:') };
}

/** True where what a plan rests on is still as it was. */
export function isUpToDate(plan: StoredPlan, basis: Basis): boolean {
	const asked = askedOf(plan);
	return plan.basis === writtenBasis(asked.moving, digestOf(basis, asked));
}

/** The fit that a bare row names. */
export const asFit = (text: unknown): Fit | null => FITS.find((fit) => fit === text) ?? null;
