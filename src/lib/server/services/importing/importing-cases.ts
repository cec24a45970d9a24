/** Importing cases: read, compare, and either say what would happen or do it, all or nothing. */
import {
	planImport,
	type CaseChange,
	type ImportPlan,
	type KnownCase,
	type RewordingPolicy
} from '#lib/domain/import.ts';
import { type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task, type Course } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as cases from '../../store/cases.ts';
import * as imports from '../../store/imports.ts';
import * as trail from '../../store/trail.ts';
import { actionValue, caseValue } from '../cases/index.ts';
import { addCases, changeCase, lockedSignatures } from './case-steps.ts';
import { assertWhole, movedOn, readSent, refused, type Incoming, type Sent } from './incoming.ts';
import { oneAtATime, type UnderWay } from './one-at-a-time.ts';
import { slices } from './slices.ts';

export type ImportOptions = {
	/** Says what would change, and changes nothing. */
	dryRun?: boolean;
	rewording?: RewordingPolicy;
	course?: Partial<Course>;
};

export type ImportOutcome = Pick<ImportPlan, 'cases' | 'actions' | 'rewordings'> & {
	/** False for a dry run, and where there was nothing to change. */
	applied: boolean;
	/** Files that are no part of the format and were left aside. */
	ignored: string[];
};

type Given = {
	actor: Actor;
	slug: string;
	sent: Incoming | Sent;
	dryRun: boolean;
	rewording: RewordingPolicy;
};

/**
 * Imports cases into a study, or says what an import would do. Until the last moment nobody sees any of it.
 *
 * @param sent files, or what `read` has found in them
 * @returns counts of new, changed, unchanged and removed; nothing is written with `dryRun`
 * @throws Refusal, with nothing written: ('invalid') with every problem of the files; ('conflict') where rated
 *   text differs, where a signature in a locked round would be void, where another import into this study is
 *   under way, or the study changed meanwhile; the reason of `course.signal` where that stops it
 */
export function importCases(
	app: App,
	actor: Actor,
	slug: string,
	sent: Incoming | Sent,
	{ dryRun = false, rewording = 'refuse', course }: ImportOptions = {}
): Promise<ImportOutcome> {
	return app.crew.ask(importing, { actor, slug, sent, dryRun, rewording }, course);
}

const importing = task(
	'importing.cases',
	'work',
	async (app, { actor, slug, sent, dryRun, rewording }: Given, course) => {
		// Nothing is unpacked for somebody who may not import.
		const { id: studyId } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
		const incoming = await readSent(sent);
		assertWhole(incoming);
		const answer = ({ cases: tally, actions, rewordings }: ImportPlan, applied: boolean) => ({
			...{ cases: tally, actions, rewordings, applied },
			ignored: incoming.ignored
		});
		if (dryRun) return answer((await plan(app, studyId, incoming, rewording)).plan, false);
		return oneAtATime(app, { actor, slug, digest: null }, async (underWay) => {
			const planned = await plan(app, studyId, incoming, rewording);
			if (planned.plan.changes.length === 0) return answer(planned.plan, false);
			await carryOut(underWay, { actor, slug, studyId, ...planned }, course);
			return answer(planned.plan, true);
		});
	}
);

type Planned = {
	plan: ImportPlan;
	/** Ids of the actions that were rated when the plan was made. */
	rated: ReadonlySet<number>;
};

async function plan(
	app: App,
	studyId: number,
	incoming: Incoming,
	rewording: RewordingPolicy
): Promise<Planned> {
	const { known, rated } = await read(app.db, (tx) => readKnown(tx, studyId));
	const made = planImport(known, incoming.cases, rewording);
	const locked = await read(app.db, (tx) => lockedSignatures(tx, made.changes));
	const problems = [...made.problems, ...locked];
	if (problems.length > 0) throw refused('conflict', problems);
	return { plan: made, rated };
}

function* readKnown(
	tx: Queries,
	studyId: number
): Steps<{ known: KnownCase[]; rated: Set<number> }> {
	const found = yield* cases.wholeStudy(tx, studyId, 'all');
	const rated = yield* cases.ratedActionIds(tx, studyId);
	const wordings = yield* cases.wordings(tx, studyId);
	const known = found.map((item) => ({
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

type Ready = Planned & { actor: Actor; slug: string; studyId: number };

/** Stages the new cases; then, in one change, lets them in and changes the others. */
async function carryOut(
	{ id, change }: UnderWay,
	{ actor, slug, studyId, plan: { changes, ...made }, rated }: Ready,
	{ onProgress, signal }: Course
): Promise<void> {
	const added = changes.filter((item) => item.id === null);
	let done = 0;
	try {
		for (const slice of slices(added, rowsOf)) {
			signal.throwIfAborted();
			await change((tx) => addCases(tx, { studyId, importId: id, added: slice }));
			done += slice.length;
			onProgress({ what: 'cases', done, of: changes.length });
		}
		signal.throwIfAborted();
		await change(function* (tx) {
			yield* coordinatorOf(tx, actor, slug);
			const before = changes.filter((item) => item.id !== null);
			const locked = yield* lockedSignatures(tx, before);
			if (locked.length > 0) throw refused('conflict', locked);
			for (const item of before) {
				yield* assertStillUnrated(tx, item, rated);
				yield* changeCase(tx, { studyId, change: item });
			}
			yield* imports.landCases(tx, { id });
			yield* trail.record(tx, {
				studyId,
				what: 'cases.imported',
				subject: `study:${slug}`,
				new: { cases: made.cases, actions: made.actions, rewordings: made.rewordings.length }
			});
		});
	} catch (error) {
		if (violation(error) === null) throw error;
		throw movedOn();
	}
	onProgress({ what: 'cases', done: changes.length, of: changes.length });
}

const rowsOf = ({ value, insert }: CaseChange) =>
	1 + insert.length + value.groups.length + value.variants.length;

/** The plan was made before this change: text that was rated since must not be changed by it. */
function* assertStillUnrated(
	tx: Queries,
	{ id }: CaseChange,
	rated: ReadonlySet<number>
): Steps<void> {
	const now = yield* cases.ratedActionIdsOfCase(tx, { caseId: id! });
	if (now.some((action) => !rated.has(action.id))) throw movedOn();
}
