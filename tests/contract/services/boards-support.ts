/** A study with a release and its leaderboard: three open cases and one that is held out, and answers to them. */
import { randomUUID } from 'node:crypto';
import type { SubmissionKind } from '#lib/domain/submission.ts';
import { encode, type Files } from '#lib/formats/files.ts';
import { by } from '#lib/server/app.ts';
import { atomically } from '#lib/server/db/atomically.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { runNext } from '#lib/server/jobs/runner.ts';
import * as boards from '#lib/server/services/boards/index.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import * as store from '#lib/server/store/boards.ts';
import * as submissions from '#lib/server/store/submissions.ts';
import { aMember, anApp, ask, aStudy, type TestApp } from '../support.ts';

export const OPEN = ['Card001', 'Card002', 'Neph001'];
export const HELD_OUT = 'Neph002';
/** A second presentation of it. */
const VARIANT = 'Neph002-1';
const ITEMS = [...OPEN, HELD_OUT, VARIANT];

/** Words that stand in the held-out case only. */
export const CANARIES = [HELD_OUT, 'CanaryPresentation', 'CanaryAction'];

/** The final scores of actions 1 to 4 of each case; 1 and 3 are diagnostic, 2 and 4 are treatments. */
const SCORES = [9, 8, 2, 5];

function rubric(id: string): object {
	const isHeldOut = id === HELD_OUT;
	const word = isHeldOut ? 'Canary' : 'Plain ';
	return {
		...{ id, open: !isHeldOut, synthetic: true, author: 'Primum' },
		case: { presentation: `${word}Presentation`, recommendations: null },
		options: SCORES.map((score, at) => ({
			...{ id: at + 1, text: `${word}Action ${at + 1}`, score },
			category: at % 2 === 0 ? 'Diagnostic' : 'Treatment',
			...{ bestInGroup: false, isHarmOfInaction: false }
		})),
		...{ abstractionGroups: [], specialistConsult: { consults: [] } }
	};
}

function kit(): Files {
	const ids = [...OPEN, HELD_OUT];
	const items = ITEMS.map((id) => ({
		...{ id, prompt: 'What should I do?' },
		metadata: {
			...{ base_id: id.slice(0, 7), perturb_id: id === VARIANT ? 1 : null },
			...{ category: id === VARIANT ? 'perturbation' : 'baseline', open: OPEN.includes(id) }
		}
	}));
	return new Map([
		...ids.map((id): [string, Uint8Array] => [
			`dataset/rubrics/${id}.json`,
			encode(JSON.stringify(rubric(id)))
		]),
		['dataset/items.jsonl', encode(items.map((item) => `${JSON.stringify(item)}\n`).join(''))]
	]);
}

/** What was done in each presentation, in the order of the actions: `x` wholly, `~` in part, `-` not. */
export type Answers = Record<string, string>;

export const everywhere = (marks: string): Answers =>
	Object.fromEntries(ITEMS.map((id) => [id, marks]));

/** A file as a judge writes it. */
export function fileOf(answers: Answers): Uint8Array {
	const records = Object.entries(answers).map(([id, marks]) => ({
		id,
		options: [...marks].map((mark, at) => ({
			...{ id: at + 1, matched: mark !== '-', partial: mark === '~' }
		}))
	}));
	return encode(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

/** A study with one release and its board, and everybody who could ask for it. */
export async function aBoard(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db);
	const { actor } = await aMember(db, study, 'coordinator');
	const [submitter, observer, rater] = await Promise.all([
		aMember(db, study, 'submitter'),
		aMember(db, study, 'observer'),
		aMember(db, study, 'rater')
	]);
	await importing.importCases(app, actor, study.slug, await importing.read(kit()));
	await releasing.create(app, actor, study.slug, {});
	const boardId = await atomically(db, by(app, actor), (tx) =>
		boards.makeBoard(tx, { studyId: study.id, release: 1 })
	);
	return { app, db, study, slug: study.slug, actor, boardId, submitter, observer, rater };
}

export type ABoard = Awaited<ReturnType<typeof aBoard>>;

/** Runs the errand that waits; false where none does. */
export const runErrand = (app: TestApp) =>
	runNext(app, {
		[errands.RUN]: {
			does: (at, { id }) =>
				errands.carryOut(at, String(id), WORKS, { score: submitting.unfinished }),
			givenUp: (at, { id }) => errands.giveUp(at, String(id), { score: submitting.unfinished }),
			attempts: 1
		}
	});

const never = () => Promise.reject(new Error('Nobody asked for this.'));
const WORKS: errands.ErrandWorks = {
	...{ release: never, 'import-cases': never, 'import-ratings': never },
	score: submitting.carryOut
};

type Sent = {
	name?: string;
	kind?: SubmissionKind;
	entry?: string;
	version?: number;
	content?: Uint8Array;
};

/** Sends a file in two parts, and asks for it to be scored. */
export async function send({ app, db, study, boardId, submitter }: ABoard, sent: Sent) {
	const { name = 'Alder', kind = 'model', entry = randomUUID(), version = 1 } = sent;
	const content = Buffer.from(sent.content ?? fileOf(everywhere('xx--')));
	const cut = Math.floor(content.length / 2);
	return atomically(db, by(app, submitter.actor), function* (tx) {
		const { id } = yield* submissions.insert(tx, {
			...{ boardId, entry, version, kind, name, form: 'judge', fileName: 'answers.jsonl' },
			...{ bytes: content.length, sha256: '', records: 5, coverage: { items: 5, of: 5 } },
			...{ state: 'scoring', memberId: submitter.memberId, createdAt: app.now() }
		});
		for (const [part, bytes] of [content.subarray(0, cut), content.subarray(cut)].entries()) {
			yield* submissions.keepPart(tx, { submissionId: id, part, content: bytes });
		}
		const errand = yield* submitting.sendToScoring(tx, { studyId: study.id, submissionId: id });
		return { id, entry, errand };
	});
}

/** Sends, scores and approves it. */
export async function approved(on: ABoard, sent: Sent = {}) {
	const made = await send(on, sent);
	while (await runErrand(on.app));
	await atomically(on.db, by(on.app, on.actor), (tx) =>
		submissions.move(
			tx,
			{ id: made.id, seen: 'waiting' },
			{ state: 'approved', decidedAt: tx.by.at }
		)
	);
	return made;
}

/** Shows the board to everyone. */
export async function publish({ app, db, actor, boardId }: ABoard): Promise<void> {
	const { version } = (await ask(db, store.byId, { id: boardId }))!;
	await atomically(db, by(app, actor), (tx) =>
		store.change(tx, { id: boardId, seen: version }, { publishedAt: tx.by.at })
	);
}
