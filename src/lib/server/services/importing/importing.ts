/** Importing cases: read, compare, and either say what would happen or do it in one transaction. */
import {
	planImport,
	type CaseChange,
	type ImportPlan,
	type KnownCase,
	type RewordingPolicy
} from '#lib/domain/import.ts';
import { Refusal, type Problem } from '#lib/domain/refusal.ts';
import type { Case } from '#lib/domain/case.ts';
import type { Files } from '#lib/formats/files.ts';
import { readKit } from '#lib/formats/kit.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { readTables } from '#lib/formats/tables.ts';
import type { Actor, App } from '../app.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import { violation } from '../db/errors.ts';
import * as assignments from '../store/assignments.ts';
import * as audit from '../store/audit.ts';
import * as cases from '../store/cases.ts';
import * as specialties from '../store/specialties.ts';
import type { Study } from '../store/studies.ts';
import { requireCoordinator } from './access.ts';
import { reopen } from './assignment-steps.ts';
import { actionRow, actionValue, caseColumns, caseValue } from './case-values.ts';

/** What a set of files holds, or what is wrong with it. */
export type Incoming = { cases: Case[]; problems: Problem[]; ignored: string[] };

export type ImportOptions = { dryRun?: boolean; rewording?: RewordingPolicy };

export type ImportOutcome = Pick<ImportPlan, 'cases' | 'actions' | 'rewordings'> & {
	/** False for a dry run, and where there was nothing to change. */
	applied: boolean;
	/** Files that are no part of the format and were left aside. */
	ignored: string[];
};

/**
 * Reads cases from files: a NOHARM kit, or cases.csv with actions.csv.
 *
 * @param files paths relative to the folder or archive, with their bytes
 */
export function read(files: Files): Incoming {
	const cased = files.get('cases.csv');
	const actioned = files.get('actions.csv');
	if (cased !== undefined && actioned !== undefined) {
		const ignored = [...files.keys()].filter(
			(path) => path !== 'cases.csv' && path !== 'actions.csv'
		);
		return { ...readTables(cased, actioned, DEFAULT_LIMITS), ignored };
	}
	if (cased !== undefined || actioned !== undefined) {
		const lacking = cased === undefined ? 'cases.csv' : 'actions.csv';
		return {
			cases: [],
			problems: [
				{ where: lacking, message: 'is missing: tables come as cases.csv and actions.csv.' }
			],
			ignored: []
		};
	}
	return readKit(files, DEFAULT_LIMITS);
}

/**
 * Imports cases into a study, or says what an import would do.
 *
 * @param incoming as `read` returns it
 * @returns counts of new, changed, unchanged and removed; nothing is written with `dryRun`
 * @throws Refusal ('invalid') with every problem, ('conflict') where rated text differs; nothing is written
 */
export async function importCases(
	app: App,
	actor: Actor,
	slug: string,
	incoming: Incoming,
	{ dryRun = false, rewording = 'refuse' }: ImportOptions = {}
): Promise<ImportOutcome> {
	const { study } = await requireCoordinator(app, actor, slug);
	assertWhole(incoming);
	const { known, rated } = await readKnown(app, study.id);
	const plan = planImport(known, incoming.cases, rewording);
	if (plan.problems.length > 0) throw refused('conflict', plan.problems);
	const outcome = {
		cases: plan.cases,
		actions: plan.actions,
		rewordings: plan.rewordings,
		ignored: incoming.ignored
	};
	if (dryRun || plan.changes.length === 0) return { ...outcome, applied: false };
	await apply(app, actor, study, plan, rated);
	return { ...outcome, applied: true };
}

/**
 * Checks what was read before anything is made of it.
 *
 * @throws Refusal ('invalid') with every problem of the files, or where they hold no case
 */
export function assertWhole({ cases: read, problems }: Incoming): void {
	if (problems.length > 0) throw refused('invalid', problems);
	if (read.length === 0) throw new Refusal('invalid', 'The files hold no case.');
}

function refused(kind: 'invalid' | 'conflict', problems: Problem[]): Refusal {
	const n = problems.length;
	return new Refusal(
		kind,
		`Nothing was imported: ${n} ${n === 1 ? 'problem' : 'problems'} to mend first.`,
		{ problems }
	);
}

async function readKnown(
	app: App,
	studyId: number
): Promise<{ known: KnownCase[]; rated: Set<number> }> {
	const [rows, rated, wordings] = await Promise.all([
		cases.wholeStudy(app.db, studyId, 'all'),
		cases.ratedActionIds(app.db, studyId),
		cases.wordings(app.db, studyId)
	]);
	const known = rows.map((item) => ({
		id: item.row.id,
		position: item.row.position,
		value: caseValue(item),
		actions: item.actions.map((action) => ({
			id: action.id,
			rated: rated.has(action.id),
			value: actionValue(action)
		})),
		wordings: wordings.get(item.row.id) ?? new Map<number, number>()
	}));
	return { known, rated };
}

async function apply(
	app: App,
	actor: Actor,
	study: Study,
	plan: ImportPlan,
	rated: ReadonlySet<number>
): Promise<void> {
	const now = app.now();
	try {
		await atomically(app.db, function* (tx) {
			yield* specialties.ensure(
				tx,
				plan.changes.map(({ value }) => value.specialty)
			);
			for (const change of plan.changes) {
				yield* assertStillUnrated(tx, change, rated);
				yield* applyCase(tx, { study, change, now, actor });
			}
			yield* audit.record(tx, {
				at: now,
				userId: actor.id,
				studyId: study.id,
				what: 'cases.imported',
				subject: `study:${study.slug}`,
				new: { cases: plan.cases, actions: plan.actions, rewordings: plan.rewordings.length }
			});
		});
	} catch (error) {
		if (violation(error) === null) throw error;
		throw movedOn();
	}
}

const movedOn = () =>
	new Refusal('conflict', 'The study changed during the import. Nothing was imported; try again.');

/** The plan was made before the transaction: text that was rated since must not be changed by it. */
function* assertStillUnrated(
	tx: Queries,
	change: CaseChange,
	rated: ReadonlySet<number>
): Steps<void> {
	if (change.id === null) return;
	const now = yield* run(cases.ratedActionIdsOfCase(tx, change.id));
	if (now.some(({ id }) => !rated.has(id))) throw movedOn();
}

function* applyCase(
	tx: Queries,
	{ study, change, now, actor }: { study: Study; change: CaseChange; now: number; actor: Actor }
): Steps<void> {
	const { value, position } = change;
	let caseId = change.id;
	if (caseId === null) {
		const row = yield* cases.insertCase(tx, {
			...caseColumns(value),
			studyId: study.id,
			position
		});
		caseId = row.id;
	} else yield* cases.updateCase(tx, caseId, caseColumns(value));
	const id = caseId;
	yield* cases.replaceGroupsAndVariants(
		tx,
		id,
		value.groups.map((group, index) => ({ ...group, caseId: id, position: index })),
		value.variants.map((variant, index) => ({ ...variant, caseId: id, position: index }))
	);
	yield* cases.removeActions(tx, change.remove);
	for (const old of change.supersede) yield* cases.updateAction(tx, old, { supersededAt: now });
	for (const { id: actionId, position: at, value: action } of change.update) {
		const { wording: _same, ...columns } = actionRow(id, at, 0, action);
		yield* cases.updateAction(tx, actionId, columns);
	}
	yield* cases.insertActions(
		tx,
		change.insert.map((added) => actionRow(id, added.position, added.wording, added.value))
	);
	if (change.reopenBecause === null) return;
	const submitted = yield* run(assignments.submittedOfCase(tx, id));
	for (const assignment of submitted) {
		yield* reopen(
			tx,
			{ assignment, studyId: study.id },
			{ now, actorId: actor.id, reason: change.reopenBecause }
		);
	}
}
