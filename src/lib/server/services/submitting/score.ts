/** Scores a submission under every scheme, and keeps what it is worth. */
import { setImmediate } from 'node:timers/promises';
import { Refusal } from '#lib/domain/refusal.ts';
import type { SubmissionState } from '#lib/domain/submission.ts';
import { by, INSTALLATION, type App } from '../../app.ts';
import { task, type Course } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as boards from '../../store/boards.ts';
import * as scores from '../../store/submission-scores.ts';
import * as submissions from '../../store/submissions.ts';
import { setOfBoard } from '../boards/index.ts';
import { fileOf } from './file.ts';
import { tellSender } from './telling.ts';

type OfSubmission = { slug: string; submissionId: number };

/**
 * Scores a submission in the state `scoring`; in another one there is nothing to do. Run twice, it keeps the same once.
 *
 * @returns the state it is in
 * @throws Refusal ('invalid') where its file, or the release, cannot be scored; the reason of `course.signal` where
 *   that stops it
 */
export function scoreSubmission(
	app: App,
	of: OfSubmission,
	course: Course
): Promise<SubmissionState> {
	return app.crew.ask(scoring, of, course);
}

/** Cases that are written in one change. */
const AT_ONCE = 100;

const READING = 'reading the release and the submission';
const SCORING = 'scoring';
const KEEPING = 'keeping the figures';

const scoring = task('submitting.score', 'work', async (app, of: OfSubmission, course) => {
	const { submission, board } = await read(app.db, (tx) => find(tx, of));
	if (submission.state !== 'scoring') return submission.state;
	const step = async (what: string, done: number, total: number) => {
		course.onProgress({ what, done, of: total });
		await setImmediate();
		course.signal.throwIfAborted();
	};
	await step(READING, 0, 1);
	const { worthOf } = await import('./worth.ts');
	const scorable = await setOfBoard(app, of.slug, board);
	const bytes = await fileOf(app, submission.id);
	const worth = await worthOf(scorable, bytes, {
		where: submission.fileName,
		limits: app.limits,
		pause: (done, total) => step(SCORING, done, total)
	});
	const own = { submissionId: submission.id };
	for (let at = 0; at < worth.cases.length; at += AT_ONCE) {
		await step(KEEPING, at, worth.cases.length);
		const some = worth.cases.slice(at, at + AT_ONCE).map((one) => ({ ...own, ...one }));
		await atomically(app.db, by(app, INSTALLATION), (tx) => scores.keepCases(tx, some));
	}
	return atomically(app.db, by(app, INSTALLATION), function* (tx) {
		const { at: scoredAt } = tx.by;
		yield* scores.keep(
			tx,
			worth.schemes.map((one) => ({ ...own, ...one, scoredAt }))
		);
		const seen = { id: submission.id, seen: 'scoring' as const };
		const moved = yield* submissions.move(tx, seen, { state: 'waiting', scoredAt });
		if (moved !== undefined) yield* tellSender(tx, app, 'scored', moved);
		return (moved ?? (yield* submissions.byId(tx, submission))!).state;
	});
});

/** @throws Refusal ('missing') where there is no such submission */
function* find(tx: Queries, { submissionId }: OfSubmission): Steps<Found> {
	const submission = yield* submissions.byId(tx, { id: submissionId });
	if (submission === undefined) throw new Refusal('missing', 'There is no such submission.');
	return { submission, board: (yield* boards.byId(tx, { id: submission.boardId }))! };
}

type Found = {
	submission: submissions.Submission;
	board: boards.PlacedBoard;
};
