/** Cases as they are copied into another study: as they are worded now, without anything that was done with them. */
import { and, asc, eq, getTableColumns, inArray, or } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { run, type Steps } from '../db/steps.ts';
import * as cases from './cases.ts';
import { are, isPresent } from './which.ts';

type Copying = {
	/** Ids of the cases to copy, some hundreds at most; those that were withdrawn meanwhile are left out. */
	caseIds: readonly number[];
	/** Into which study, and the import before whose end nobody sees them. */
	studyId: number;
	importId: string;
	/** False where qualification cases become cases like the others. */
	keepsGold: boolean;
};

/** Copies cases with their actions, groups and variants. */
export function* copyCases(
	tx: Queries,
	{ caseIds, studyId, importId, keepsGold }: Copying
): Steps<void> {
	const { q, t } = tx;
	const ids = [...caseIds];
	const found = yield* run(
		q
			.select()
			.from(t.cases)
			.where(and(inArray(t.cases.id, ids), or(are(tx, 'ordinary'), are(tx, 'gold'))))
			.orderBy(asc(t.cases.position), asc(t.cases.id))
	);
	const copies = new Map<number, number>();
	for (const row of found) {
		const { id, externalId, position, specialty, presentation, question } = row;
		const { reference, source, guidance, heldOut } = row;
		const texts = { externalId, position, specialty, presentation, question, reference, guidance };
		const kept = { ...texts, source, heldOut, gold: keepsGold && row.gold };
		const copy = yield* cases.insertCase(tx, { ...kept, studyId, stagedBy: importId });
		copies.set(id, copy.id);
	}
	const actions = yield* run(
		q
			.select(getTableColumns(t.actions))
			.from(t.actions)
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(and(inArray(t.actions.caseId, [...copies.keys()]), isPresent(tx)))
			.orderBy(asc(t.actions.id))
	);
	yield* cases.insertActions(
		tx,
		actions.map(({ id: _id, wording: _wording, caseId, ...action }) => ({
			...action,
			caseId: copies.get(caseId)!
		}))
	);
	const groups = yield* run(
		q
			.select()
			.from(t.groups)
			.where(inArray(t.groups.caseId, [...copies.keys()]))
			.orderBy(asc(t.groups.id))
	);
	const variants = yield* run(
		q
			.select()
			.from(t.variants)
			.where(inArray(t.variants.caseId, [...copies.keys()]))
			.orderBy(asc(t.variants.id))
	);
	const moved = <Row extends { id: number; caseId: number }>({ id: _id, caseId, ...row }: Row) => ({
		...row,
		caseId: copies.get(caseId)!
	});
	yield* cases.insertGroupsAndVariants(tx, groups.map(moved), variants.map(moved));
}
