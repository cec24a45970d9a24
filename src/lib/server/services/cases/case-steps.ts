/** The steps by which cases are added and changed, whoever changes them: an import or a person. */
import type { CaseChange, NewAction, TextChange } from '#lib/domain/case-change.ts';
import { Refusal, type Problem } from '#lib/domain/refusal.ts';
import type { TrailEvent } from '#lib/domain/trail.ts';
import type { Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as care from '../../store/case-care.ts';
import * as cases from '../../store/cases.ts';
import * as rounds from '../../store/rounds.ts';
import * as specialties from '../../store/specialties.ts';
import * as trail from '../../store/trail.ts';
import { reopen } from '../assigning/index.ts';
import { actionRow, caseColumns } from './case-values.ts';

/**
 * Adds new cases.
 *
 * @param importId the import before whose end nobody sees them; null to let them in at once
 */
export function* addCases(
	tx: Change,
	{
		studyId,
		importId,
		added
	}: { studyId: number; importId: string | null; added: readonly CaseChange[] }
): Steps<void> {
	yield* specialties.ensure(
		tx,
		added.map(({ value }) => value.specialty)
	);
	const placed: { caseId: number; change: CaseChange }[] = [];
	for (const change of added) {
		const columns = caseColumns(change.value);
		const row = { ...columns, studyId, position: change.position, stagedBy: importId };
		placed.push({ caseId: (yield* cases.insertCase(tx, row)).id, change });
	}
	yield* cases.insertActions(tx, placed.flatMap(newActions));
	yield* cases.insertGroupsAndVariants(tx, placed.flatMap(groupRows), placed.flatMap(variantRows));
}

/**
 * Changes a case that the study has, with a line in the trail for each text that is said to change; the signatures
 * under it are void where that was planned.
 *
 * @param reason why, as the trail and those who must sign again are told; null where nobody said
 */
export function* changeCase(
	tx: Change,
	{ studyId, change, reason }: { studyId: number; change: CaseChange; reason: string | null }
): Steps<void> {
	const caseId = change.id!;
	const { value } = change;
	yield* specialties.ensure(tx, [value.specialty]);
	yield* cases.updateCase(tx, caseId, caseColumns(value), change.newWording);
	const placed = { caseId, change };
	yield* cases.replaceGroupsAndVariants(tx, caseId, groupRows(placed), variantRows(placed));
	yield* care.removeActions(tx, change.remove);
	for (const old of change.supersede) {
		yield* cases.updateAction(tx, old, { supersededAt: tx.by.at });
	}
	for (const { id, position, value: action } of change.update) {
		const { wording: _same, ...columns } = actionRow(caseId, position, 0, action);
		yield* cases.updateAction(tx, id, columns);
	}
	yield* cases.insertActions(tx, newActions(placed));
	const subject = `case:${caseId}` as const;
	yield* trail.recordAll(
		tx,
		change.texts.map((text): TrailEvent => told({ studyId, subject, reason }, text))
	);
	if (change.reopenBecause === null) return;
	const because = reason === null ? change.reopenBecause : `${change.reopenBecause} ${reason}`;
	for (const assignment of yield* assignments.submittedOfCase(tx, { caseId })) {
		yield* reopen(tx, { assignment, studyId }, because);
	}
}

type Told = { studyId: number; subject: `case:${number}`; reason: string | null };
const told = (where: Told, text: TextChange): TrailEvent => ({ ...where, ...text });

/**
 * The cases that would have to be opened again although their round is locked: their signature would be void,
 * and nobody could give it again.
 */
export function* lockedSignatures(
	tx: Queries,
	studyId: number,
	changes: readonly CaseChange[]
): Steps<Problem[]> {
	const problems: Problem[] = [];
	for (const { id, value, reopenBecause } of changes) {
		if (id === null || reopenBecause === null) continue;
		const signed = yield* assignments.submittedOfCase(tx, { caseId: id });
		const message = yield* whyNotAgain(tx, studyId, signed, reopenBecause);
		if (message !== null) problems.push({ where: value.externalId, message });
	}
	return problems;
}

type Signed = { roundNumber: number; lockedAt: number | null };

/**
 * Why signatures cannot be asked for again: one is in a locked round. Only the newest round can be opened.
 *
 * @param because what makes them void, as a sentence
 * @returns null where they can
 */
export function* whyNotAgain(
	tx: Queries,
	studyId: number,
	signed: readonly Signed[],
	because: string
): Steps<string | null> {
	const locked = signed.find(({ lockedAt }) => lockedAt !== null);
	if (locked === undefined) return null;
	const { number } = yield* rounds.present(tx, studyId);
	const round = `Its raters would have to submit it again, but round ${locked.roundNumber} is locked`;
	return locked.roundNumber === number
		? `${because} ${round}. Open it again on the page Rounds first.`
		: `${because} ${round}, and stays so because round ${number} rests on it. Mend the text where that ` +
				'changes no meaning, or withdraw it.';
}

/** Refuses a change by hand whose signatures cannot be asked for again. */
export function* assertMaySignAgain(tx: Queries, studyId: number, change: CaseChange): Steps<void> {
	const [problem] = yield* lockedSignatures(tx, studyId, [change]);
	if (problem !== undefined) throw new Refusal('conflict', problem.message);
}

type Placed = { caseId: number; change: CaseChange };

const newActions = ({ caseId, change }: Placed) =>
	change.insert.map((action) => newAction(caseId, action));

function newAction(caseId: number, { position, wording, value, withdrawn }: NewAction) {
	const row = actionRow(caseId, position, wording, value);
	if (withdrawn === undefined) return row;
	return { ...row, withdrawnAt: withdrawn.at, withdrawReason: withdrawn.reason };
}

const groupRows = ({ caseId, change }: Placed) =>
	change.value.groups.map((group, position) => ({ ...group, caseId, position }));

const variantRows = ({ caseId, change }: Placed) =>
	change.value.variants.map((variant, position) => ({ ...variant, caseId, position }));
