/** The steps by which an import adds cases and changes those that are there. */
import type { CaseChange } from '#lib/domain/import.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as cases from '../../store/cases.ts';
import * as specialties from '../../store/specialties.ts';
import { reopen } from '../assigning/index.ts';
import { actionRow, caseColumns } from '../cases/index.ts';

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

/** Changes a case that the study has; the signatures under it are void where that was planned. */
export function* changeCase(
	tx: Change,
	{ studyId, change }: { studyId: number; change: CaseChange }
): Steps<void> {
	const caseId = change.id!;
	const { value } = change;
	yield* specialties.ensure(tx, [value.specialty]);
	yield* cases.updateCase(tx, caseId, caseColumns(value));
	const placed = { caseId, change };
	yield* cases.replaceGroupsAndVariants(tx, caseId, groupRows(placed), variantRows(placed));
	yield* cases.removeActions(tx, change.remove);
	for (const old of change.supersede) {
		yield* cases.updateAction(tx, old, { supersededAt: tx.by.at });
	}
	for (const { id, position, value: action } of change.update) {
		const { wording: _same, ...columns } = actionRow(caseId, position, 0, action);
		yield* cases.updateAction(tx, id, columns);
	}
	yield* cases.insertActions(tx, newActions(placed));
	if (change.reopenBecause === null) return;
	for (const assignment of yield* assignments.submittedOfCase(tx, { caseId })) {
		yield* reopen(tx, { assignment, studyId }, change.reopenBecause);
	}
}

/**
 * The cases that would have to be opened again although their round is locked: their signature would be void,
 * and nobody could give it again.
 */
export function* lockedSignatures(tx: Queries, changes: readonly CaseChange[]): Steps<Problem[]> {
	const problems: Problem[] = [];
	for (const { id, value, reopenBecause } of changes) {
		if (id === null || reopenBecause === null) continue;
		const submitted = yield* assignments.submittedOfCase(tx, { caseId: id });
		const locked = submitted.find(({ lockedAt }) => lockedAt !== null);
		if (locked === undefined) continue;
		problems.push({
			where: value.externalId,
			message:
				`${reopenBecause} Its raters would have to submit it again, but round ${locked.roundNumber} is ` +
				'locked. Open the round in the settings first.'
		});
	}
	return problems;
}

type Placed = { caseId: number; change: CaseChange };

const newActions = ({ caseId, change }: Placed) =>
	change.insert.map(({ position, wording, value }) => actionRow(caseId, position, wording, value));

const groupRows = ({ caseId, change }: Placed) =>
	change.value.groups.map((group, position) => ({ ...group, caseId, position }));

const variantRows = ({ caseId, change }: Placed) =>
	change.value.variants.map((variant, position) => ({ ...variant, caseId, position }));
