/** One case, for those who run the study: what it says, who rates it, and what was changed in it. */
import type { AssignmentState } from '#lib/domain/assignment.ts';
import { byCategoryThenNumber, specialtyName, type Action, type Group } from '#lib/domain/case.ts';
import type { Withdrawal } from '#lib/domain/case-change.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import type { TrailEvent } from '#lib/domain/trail.ts';
import { descriptionOf, type WrittenVariant } from '#lib/domain/written-case.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as care from '../../store/case-care.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as progress from '../../store/progress.ts';
import * as referrals from '../../store/referrals.ts';
import * as rounds from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import { actionValue } from './case-values.ts';
import { caseNamed, withdrawalOf } from './known-cases.ts';

/** Somebody who has, or had, the case in a round. */
export type RaterOfCase = {
	assignmentId: number;
	name: string;
	round: number;
	state: AssignmentState;
	rated: number;
	actions: number;
	/** True where it was taken from the rater. */
	released: boolean;
	/** True for the second time the case is shown. */
	again: boolean;
};

/** Without the record of the file it came from. */
export type ActionToRead = Omit<Action, 'source'> & {
	/** Its place among the actions of the case, in the order of the file. */
	position: number;
	/** 1, 2, ... */
	wording: number;
	/** True where somebody has rated it, or ruled on it, as it is worded now or before. */
	rated: boolean;
	/** True where somebody has rated it, or ruled on it, as it is worded now. */
	ratedNow: boolean;
	withdrawn: Withdrawal | null;
};

/** A change of the case; `who` is null for the command line. */
export type CaseHistoryLine = {
	at: number;
	who: string | null;
	what: TrailEvent['what'];
	reason: string | null;
	old: Record<string, unknown>;
	new: Record<string, unknown>;
};

export type CaseToRead = {
	externalId: string;
	/** Raised by each change; goes back with the next. */
	version: number;
	/** The code, and its name. */
	specialty: string;
	specialtyName: string;
	presentation: string;
	question: string | null;
	reference: string | null;
	/** guidance/<Case>.yaml as text. */
	guidance: string | null;
	heldOut: boolean;
	gold: boolean;
	withdrawn: Withdrawal | null;
	/** True where somebody has rated something in it, whatever its wording now. */
	rated: boolean;
	/** True where presentation and question were rated as they are now. */
	ratedNow: boolean;
	/** In the order of the case screen. */
	actions: ActionToRead[];
	groups: Omit<Group, 'source'>[];
	/** All but the base presentation. */
	variants: WrittenVariant[];
	raters: RaterOfCase[];
	/** The newest first. */
	history: CaseHistoryLine[];
};

/**
 * One case with all that a coordinator may read of it, reference scores included.
 *
 * @throws Refusal ('missing') where the study has no such case
 */
export function show(
	app: App,
	actor: Actor,
	slug: string,
	externalId: string
): Promise<CaseToRead> {
	return read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const item = yield* caseNamed(tx, study, externalId);
		const caseId = item.id;
		const groups = yield* cases.groups(tx, { caseId });
		const actions = yield* readActions(tx, caseId);
		const { version, specialty, presentation, question, reference } = item;
		const { guidance, heldOut, gold } = item;
		return {
			...{ externalId, version, specialty, presentation, question, reference },
			...{ guidance, heldOut, gold },
			specialtyName: specialtyName(specialty),
			withdrawn: withdrawalOf(item),
			rated: yield* cases.isRated(tx, caseId),
			ratedNow: actions.some(({ ratedNow }) => ratedNow),
			actions: actions.sort(byCategoryThenNumber),
			groups: groups.map(({ name, pickCount, pickType }) => ({ name, pickCount, pickType })),
			variants: (yield* care.variants(tx, { caseId }))
				.filter((variant) => variant.externalId !== externalId)
				.map((variant) => ({
					...{ externalId: variant.externalId, presentation: variant.presentation },
					description: descriptionOf(variant)
				})),
			raters: yield* ratersOf(tx, study.id, caseId),
			history: yield* historyOf(tx, study, caseId, actor.id)
		};
	});
}

function* readActions(tx: Queries, caseId: number): Steps<ActionToRead[]> {
	const rated = yield* care.answeredActionIds(tx, caseId);
	const found: ActionToRead[] = [];
	for (const row of yield* care.wordedActions(tx, { caseId })) {
		const { source: _record, ...value } = actionValue(row);
		const { number } = row;
		const all = row.wording === 1 ? [row] : yield* care.everyWording(tx, { caseId, number });
		found.push({
			...value,
			position: row.position,
			wording: row.wording,
			rated: all.some(({ id }) => rated.has(id)),
			ratedNow: rated.has(row.id),
			withdrawn: withdrawalOf(row)
		});
	}
	return found;
}

function* ratersOf(tx: Queries, studyId: number, caseId: number): Steps<RaterOfCase[]> {
	const people = new Map((yield* members.ofStudy(tx, { studyId })).map((one) => [one.id, one]));
	const all = new Map((yield* rounds.ofStudy(tx, { studyId })).map((one) => [one.id, one]));
	return (yield* progress.ofCase(tx, { caseId })).map((one) => ({
		assignmentId: one.id,
		name: people.get(one.memberId)?.name ?? '',
		round: all.get(one.roundId)!.number,
		...{ state: one.state, rated: one.rated, actions: one.actions },
		released: one.releasedAt !== null,
		again: one.repeat > 0
	}));
}

function* historyOf(
	tx: Queries,
	study: Study,
	caseId: number,
	userId: number | null
): Steps<CaseHistoryLine[]> {
	const { id: studyId } = study;
	const lines = yield* trail.ofSubject(tx, { studyId, subject: `case:${caseId}` });
	const hidden = yield* unsettledFor(tx, study, caseId, userId);
	const told = lines.filter(
		({ what, userId: whose, new: now }) =>
			what !== 'action.ruled' || whose === userId || !hidden.has(Number(now?.number))
	);
	return told.toReversed().map((line) => ({
		...{ at: line.at, who: line.who, reason: line.reason },
		what: line.what as TrailEvent['what'],
		old: line.old ?? {},
		new: line.new ?? {}
	}));
}

/**
 * The numbers of the actions on which somebody else's rulings are kept from this person: where two adjudicators rule
 * apart from each other, until the action is settled.
 */
function* unsettledFor(
	tx: Queries,
	{ id: studyId, rulingsWanted }: Study,
	caseId: number,
	userId: number | null
): Steps<ReadonlySet<number>> {
	const member = userId === null ? undefined : yield* members.find(tx, { studyId, userId });
	if (rulingsWanted === 1 || member === undefined || !isAdjudicator(member)) return new Set();
	const open = new Set((yield* referrals.waiting(tx, { studyId })).map((one) => one.actionId));
	const actions = yield* cases.actions(tx, { caseId });
	return new Set(actions.filter(({ id }) => open.has(id)).map(({ number }) => number));
}
