/** Sending answers to be scored: for the first time, or as a further version of what was sent before. */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#lib/domain/case.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { tidied } from '#lib/domain/spelling.ts';
import {
	submissionSchema,
	type SubmissionWords,
	type SubmissionWordsInput
} from '#lib/domain/submission-form.ts';
import { canRevise } from '#lib/domain/submission-standing.ts';
import { by, type App } from '../../app.ts';
import { sha256 } from '../../auth/secrets.ts';
import { task } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/submissions.ts';
import * as trail from '../../store/trail.ts';
import { assertAllowed } from './allowing.ts';
import { checked, type CheckReport, type SentFile } from './checking.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { isFor, openPlaceOf, type AtBoard, type Place } from './places.ts';
import { sendToScoring } from './scoring.ts';

/** What goes with a file. */
export type Sending = {
	words: SubmissionWordsInput;
	/** The version of the terms that were agreed to; null for none. */
	terms: number | null;
	/** The id of an earlier version; null for something new. */
	revises: number | null;
};

type Given = {
	at: AtBoard;
	file: SentFile;
	words: SubmissionWords;
	terms: number | null;
	revises: number | null;
};

/**
 * Sends answers: they are checked once more, kept as they are, and scored by a job. Where any record is bad, nothing
 * is kept.
 *
 * @returns the id of the submission, and what the check said
 * @throws Refusal ('invalid') with every bad record, or where the terms are not agreed to; ('slow-down') once the
 *   limit of the day is reached; ('conflict') where nothing is taken, this very file was sent before, or another of the
 *   sender's is being looked at; ZodError for words that cannot be used
 */
export async function send(
	app: App,
	at: AtBoard,
	file: SentFile,
	{ words: input, terms, revises }: Sending
): Promise<{ id: number; report: CheckReport }> {
	const words = submissionSchema.parse(input);
	const given: Given = { at, file, words, terms, revises };
	// What can be refused without reading the file is refused first.
	await read(app.db, (tx) => ready(tx, given, app.now()));
	return oneAtATime(app, at, () => app.crew.ask(sending, given));
}

const sending = task('submitting.send', 'work', async (app, given: Given) => {
	const place = await read(app.db, (tx) => openPlaceOf(tx, given.at));
	const { report, problems } = await checked(app, place, given.file);
	if (problems.length > 0) {
		const many = problems.length.toLocaleString('en');
		throw new Refusal(
			'invalid',
			`Nothing was sent: the file has ${problems.length === 1 ? 'a problem' : `${many} problems`}. Mend it, then send it again.`,
			{ problems: report.problems, detail: report }
		);
	}
	// Others write meanwhile: what takes long is done before the change.
	const file = packed(given.file.bytes);
	const id = await atomically(app.db, by(app, given.at.actor), (tx) =>
		keep(tx, given, report, file)
	);
	return { id, report };
});

/** What a change that keeps a submission rests on. */
type Ready = { place: Place; earlier: store.Submission | null };

function* ready(
	tx: Queries,
	{ at, terms, revises, words: { kind } }: Given,
	now: number
): Steps<Ready> {
	const place = yield* openPlaceOf(tx, at);
	const { board } = place;
	if (board.terms !== '' && terms !== board.termsVersion) {
		throw new Refusal(
			'invalid',
			terms === null
				? 'Agree to the terms first.'
				: 'The terms were changed while you had them open. Read them as they are now, and agree again.'
		);
	}
	const earlier = revises === null ? null : yield* revisable(tx, place, revises, kind);
	yield* assertAllowed(tx, place, now);
	return { place, earlier };
}

/** @returns the newest version of what is revised: a system stays one, and people stay people */
function* revisable(
	tx: Queries,
	place: Place,
	id: number,
	kind: SubmissionWords['kind']
): Steps<store.Submission> {
	const found = yield* store.byId(tx, { id });
	if (found?.boardId !== place.board.id || !isFor(place, found)) {
		throw new Refusal('missing', 'There is no such submission of yours to this leaderboard.');
	}
	const versions = yield* store.ofEntry(tx, found);
	if (!canRevise(versions.map(({ state }) => state))) {
		throw new Refusal(
			'conflict',
			`"${found.name}" was withdrawn: send what you have as a new submission.`
		);
	}
	if (found.kind !== kind) {
		const what = found.kind === 'human' ? 'of people' : 'of a model';
		throw new Refusal(
			'conflict',
			`"${found.name}" is ${what}, and so are all its versions: send something else as a new submission.`
		);
	}
	return versions[0]!;
}

function* keep(
	tx: Change,
	given: Given,
	{ form, records, covers }: CheckReport,
	{ digest, parts }: Packed
): Steps<number> {
	const { place, earlier } = yield* ready(tx, given, tx.by.at);
	const { study, board, member } = place;
	const { words, file, terms } = given;
	if (!isReworded(earlier, words)) yield* assertNew(tx, place, earlier, digest);
	const version = (earlier?.version ?? 0) + 1;
	const termsVersion = board.terms === '' ? null : terms;
	const submission = yield* store.insert(tx, {
		...{ boardId: board.id, entry: earlier?.entry ?? randomUUID(), version, ...words },
		...{ form, fileName: nameOf(file.name), bytes: file.bytes.length, sha256: digest },
		...{ records, coverage: covers as JsonObject, termsVersion },
		state: 'scoring',
		// A further version stays with whoever sent the first.
		memberId: earlier === null ? (member?.id ?? null) : earlier.memberId,
		...{ userId: tx.by.userId, tokenId: tx.by.token, createdAt: tx.by.at }
	});
	for (const [part, content] of parts.entries()) {
		yield* store.keepPart(tx, { submissionId: submission.id, part, content });
	}
	yield* trail.record(tx, {
		...{ studyId: study.id, what: 'submission.sent', subject: `submission:${submission.id}` },
		old: earlier === null ? null : { version: earlier.version },
		new: {
			...{ kind: words.kind, name: words.name, version, release: board.release },
			...{ sha256: digest, termsVersion }
		}
	});
	yield* sendToScoring(tx, { studyId: study.id, submissionId: submission.id });
	return submission.id;
}

/** A file as it is kept. */
type Packed = { digest: string; parts: Buffer[] };

/** Bytes of a part. */
const PART = 256 * 1024;

function packed(bytes: Uint8Array): Packed {
	const parts: Buffer[] = [];
	for (let from = 0; from < bytes.length; from += PART) {
		parts.push(Buffer.from(bytes.subarray(from, from + PART)));
	}
	return { digest: sha256(bytes), parts };
}

/** Characters of the name of a file that are kept. */
const MAX_NAME = 200;

const nameOf = (name: string) =>
	tidied(name.replaceAll('\0', '').toWellFormed()).slice(0, MAX_NAME);

/** Of these nothing is left that a second one could stand beside. */
const GONE: readonly store.Submission['state'][] = [
	...(['withdrawn', 'rejected', 'failed', 'superseded'] as const)
];

/** True where a further version says something else of itself than the one before: its file may be the same then. */
const isReworded = (earlier: store.Submission | null, words: SubmissionWords) =>
	earlier !== null &&
	(Object.keys(words) as (keyof SubmissionWords)[]).some((name) => earlier[name] !== words[name]);

/** Whoever presses twice, or runs a program again, sends once. Of others' entries only the entry itself is looked through. */
function* assertNew(
	tx: Queries,
	{ board, member }: Place,
	earlier: store.Submission | null,
	digest: string
): Steps<void> {
	const sent =
		earlier !== null && earlier.memberId !== member?.id
			? yield* store.ofEntry(tx, earlier)
			: member === null
				? []
				: yield* store.ofMember(tx, { boardId: board.id, memberId: member.id });
	const same = sent.find((one) => one.sha256 === digest && !GONE.includes(one.state));
	if (same === undefined) return;
	throw new Refusal(
		'conflict',
		`This very file was sent before, as "${same.name}", version ${same.version}. Nothing was sent again.`,
		{ detail: { id: same.id } }
	);
}
