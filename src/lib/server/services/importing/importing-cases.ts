/** Importing cases: read, compare, and either say what would happen or do it, all or nothing. */
import type { CaseChange, KnownCase } from '#lib/domain/case-change.ts';
import {
	planImport,
	type ImportPlan,
	type NamedCase,
	type RewordingPolicy
} from '#lib/domain/import.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { FileNames, sameFileInWords } from '#lib/domain/case-ids.ts';
import { type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task, type Course } from '../../crew/task.ts';
import { read, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as care from '../../store/case-care.ts';
import * as cases from '../../store/cases.ts';
import * as imports from '../../store/imports.ts';
import * as trail from '../../store/trail.ts';
import {
	addCases,
	changeCase,
	knownCases,
	lockedSignatures,
	withdrawCase
} from '../cases/index.ts';
import {
	assertWhole,
	codesOf,
	movedOn,
	readSent,
	refused,
	type Incoming,
	type Sent
} from './incoming.ts';
import { checkedMissing, goingOf, withdrawable, type Missing } from './missing-cases.ts';
import { oneAtATime, type UnderWay } from './one-at-a-time.ts';
import { slices } from './slices.ts';
import { openUpload } from './uploading.ts';

export type ImportOptions = {
	/** Says what would change, and changes nothing. */
	dryRun?: boolean;
	rewording?: RewordingPolicy;
	/** Withdraws the cases that are not in the file; without it they stay as they are. */
	withdrawMissing?: Missing;
	/** Why rated texts are mended or reworded, for the trail. */
	reason?: string;
	course?: Partial<Course>;
};

/** Cases by their ids: how many, and the first of them. */
export type Some = { of: number; first: string[] };

/** What is said of an import beside what it changes. */
type Said = {
	/** False for a dry run, and where there was nothing to change. */
	applied: boolean;
	/** Files that are no part of the format and were left aside. */
	ignored: string[];
	/** What a person should know of how the files were read, in sentences. */
	notes: string[];
};

export type ImportOutcome = Pick<ImportPlan, 'cases' | 'actions' | 'rewordings' | 'mends'> &
	Said & {
		/** Cases of the study that are not in the file and that this import leaves as they are. */
		leftAlone: Some;
		/** Those of them that it could withdraw: all but those by which raters qualify. */
		withdrawable: number;
		/** Cases that are not in the file and that this import has withdrawn. */
		withdrawn: Some;
		/** Cases of the file that were withdrawn before: they stay so. */
		stillWithdrawn: Some;
	};

type Given = {
	actor: Actor;
	slug: string;
	sent: Incoming | Sent;
	dryRun: boolean;
	rewording: RewordingPolicy;
	withdrawMissing: Missing | null;
	reason: string | null;
};

/** As many as a page or a terminal names. */
const NAMED = 100;

/**
 * Imports cases into a study, or says what an import would do. Until the last moment nobody sees any of it.
 *
 * @param sent files, by an upload or as they are, or what `read` has found in them
 * @returns counts of new, changed, unchanged and removed, and what is left alone; nothing is written with `dryRun`
 * @throws Refusal, with nothing written: ('invalid') with every problem of the files, or without a reason for what is
 *   withdrawn; ('conflict') where rated text differs, where a signature in a locked round would be void, where another
 *   import into this study is under way, or the study changed meanwhile; the reason of `course.signal` where that
 *   stops it
 */
export function importCases(
	app: App,
	actor: Actor,
	slug: string,
	sent: Incoming | Sent,
	{ dryRun = false, rewording = 'refuse', withdrawMissing, reason, course }: ImportOptions = {}
): Promise<ImportOutcome> {
	const given = { actor, slug, sent, dryRun, rewording, reason: reason?.trim() || null };
	return app.crew.ask(importing, { ...given, withdrawMissing: withdrawMissing ?? null }, course);
}

const importing = task(
	'importing.cases',
	'work',
	async (app, { actor, slug, sent, dryRun, rewording, ...given }: Given, course) => {
		// Nothing is unpacked for somebody who may not import.
		const { studyId, codes } = await read(app.db, function* (tx) {
			const { id } = yield* coordinatorOf(tx, actor, slug);
			return { studyId: id, codes: yield* codesOf(tx, id) };
		});
		const fetch = async (upload: string) => (await openUpload(app, actor, slug, upload)).files;
		const incoming = await readSent(sent, codes, app.limits, fetch);
		assertWhole(incoming);
		const { ignored, notes } = incoming;
		const planned = () => plan(app, studyId, incoming, rewording);
		if (dryRun)
			return outcomeOf((await planned()).plan, { applied: false, ignored, notes, gone: [] });
		const missing = checkedMissing(given.withdrawMissing);
		return oneAtATime(app, { actor, slug, digest: null }, async (underWay) => {
			const found = await planned();
			const gone = missing === null ? [] : goingOf(found.plan, missing);
			const applied = found.plan.changes.length + gone.length > 0;
			if (applied) {
				const reasons = { why: missing?.reason ?? '', reason: given.reason };
				await carryOut(underWay, { actor, slug, studyId, gone, ...reasons, ...found }, course);
			}
			return outcomeOf(found.plan, { applied, ignored, notes, gone });
		});
	}
);

/** What is said of a plan, carried out or not. */
export function outcomeOf(
	made: ImportPlan,
	{ applied, ignored, notes, gone }: Said & { gone: readonly NamedCase[] }
): ImportOutcome {
	const left = made.missing.filter((item) => !gone.includes(item));
	return {
		...{ cases: made.cases, actions: made.actions },
		...{ rewordings: made.rewordings, mends: made.mends, applied, ignored, notes },
		leftAlone: someOf(left),
		withdrawable: withdrawable(made).length - gone.length,
		withdrawn: someOf(gone),
		stillWithdrawn: someOf(made.stillWithdrawn)
	};
}

const someOf = (all: readonly NamedCase[]): Some => ({
	of: all.length,
	first: all.slice(0, NAMED).map(({ externalId }) => externalId)
});

type Planned = {
	plan: ImportPlan;
	/** Ids of the actions that were rated or ruled on when the plan was made. */
	rated: ReadonlySet<number>;
	/** The version of each case then, by id. */
	versions: ReadonlyMap<number, number>;
};

async function plan(
	app: App,
	studyId: number,
	incoming: Incoming,
	rewording: RewordingPolicy
): Promise<Planned> {
	const { known, rated } = await read(app.db, (tx) => knownCases(tx, studyId));
	const made = planImport(known, incoming.cases, rewording);
	const locked = await read(app.db, (tx) => lockedSignatures(tx, studyId, made.changes));
	const problems = [...made.problems, ...locked, ...sameFiles(known, incoming)];
	if (problems.length > 0) throw refused('conflict', problems);
	return { plan: made, rated, versions: new Map(known.map(({ id, version }) => [id, version])) };
}

/** New cases whose ids would become the file of a case that the study has. */
function sameFiles(known: readonly KnownCase[], { cases: found }: Incoming): Problem[] {
	const names = new FileNames();
	for (const { value } of known) names.collision(value.externalId);
	return found.flatMap(({ externalId }) => {
		const same = names.collision(externalId);
		const message = same === null ? null : sameFileInWords(externalId, same);
		return message === null ? [] : [{ where: externalId, field: 'case', message }];
	});
}

type Ready = Planned & {
	actor: Actor;
	slug: string;
	studyId: number;
	/** What is withdrawn, and why. */
	gone: readonly NamedCase[];
	why: string;
	/** Why texts are mended or reworded. */
	reason: string | null;
};

/** Stages the new cases; then, in one change, lets them in and changes the others. */
async function carryOut(
	{ id, change }: UnderWay,
	ready: Ready,
	{ onProgress, signal }: Course
): Promise<void> {
	const { studyId, plan: made } = ready;
	const added = made.changes.filter((item) => item.id === null);
	const of = made.changes.length;
	let done = 0;
	try {
		for (const slice of slices(added, rowsOf)) {
			signal.throwIfAborted();
			await change((tx) => addCases(tx, { studyId, importId: id, added: slice }));
			done += slice.length;
			onProgress({ what: 'cases', done, of });
		}
		signal.throwIfAborted();
		await change((tx) => letIn(tx, id, ready));
	} catch (error) {
		if (violation(error) === null) throw error;
		throw movedOn();
	}
	onProgress({ what: 'cases', done: of, of });
}

function* letIn(tx: Change, id: string, ready: Ready): Steps<void> {
	const { actor, slug, studyId, plan: made, reason } = ready;
	const study = yield* coordinatorOf(tx, actor, slug);
	const before = made.changes.filter((item) => item.id !== null);
	const locked = yield* lockedSignatures(tx, studyId, before);
	if (locked.length > 0) throw refused('conflict', locked);
	for (const item of before) {
		yield* assertUnmoved(tx, item.id!, ready);
		yield* changeCase(tx, { studyId, change: item, reason });
	}
	for (const item of ready.gone) {
		yield* assertUnmoved(tx, item.id, ready);
		yield* withdrawCase(tx, study, item, ready.why);
	}
	yield* imports.landCases(tx, { id });
	const { length: rewordings } = made.rewordings;
	yield* trail.record(tx, {
		studyId,
		what: 'cases.imported',
		subject: `study:${slug}`,
		new: {
			...{ cases: made.cases, actions: made.actions, rewordings },
			...(made.mends.length === 0 ? {} : { mends: made.mends.length }),
			...(ready.gone.length === 0 ? {} : { withdrawn: ready.gone.length })
		}
	});
}

const rowsOf = ({ value, insert }: CaseChange) =>
	1 + insert.length + value.groups.length + value.variants.length;

/**
 * The plan was made before this change: a case that was changed since, or text that was rated or ruled on since, must
 * not be changed by it.
 */
function* assertUnmoved(
	tx: Queries,
	caseId: number,
	{ rated, versions }: Pick<Planned, 'rated' | 'versions'>
): Steps<void> {
	const item = yield* cases.byId(tx, { id: caseId });
	if (item?.version !== versions.get(caseId)) throw movedOn();
	const now = yield* care.answeredActionIds(tx, caseId);
	if ([...now].some((id) => !rated.has(id))) throw movedOn();
}
