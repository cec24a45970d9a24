/** Deciding on a submission: it comes onto the board, or does not. */
import { z } from 'zod';
import { reasonFor } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { SubmissionState } from '#lib/domain/submission.ts';
import { whyNot, type Deed } from '#lib/domain/submission-standing.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { momentInWords } from '../../auth/unmoved.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as boards from '../../store/boards.ts';
import * as store from '../../store/submissions.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import { tellSender } from './telling.ts';

/** Which one, and how it stood when whoever decides looked at it; undefined for a command line. */
type Chosen = { id: number; seen?: SubmissionState };

/**
 * Puts a submission on the board, in the place of any earlier version. Whoever sent it is told by mail.
 *
 * @returns its name
 * @throws Refusal ('missing') for none of this study; ('conflict') where it is not to be approved, or somebody
 *   decided meanwhile
 */
export function approve(app: App, actor: Actor, slug: string, chosen: Chosen): Promise<string> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const { board, submission } = yield* find(tx, study.id, chosen, 'approve');
		const versions = yield* store.ofEntry(tx, { entry: submission.entry });
		const standing = versions.filter(({ state }) => state === 'approved');
		const later = standing.find(({ version }) => version > submission.version);
		if (later !== undefined) {
			throw new Refusal(
				'conflict',
				`A later version of "${submission.name}" is on the board: version ${later.version}.`
			);
		}
		for (const { id } of standing) {
			yield* store.move(tx, { id, seen: 'approved' }, { state: 'superseded' });
		}
		const decided = yield* decide(tx, submission, 'approved', null);
		yield* trail.record(tx, {
			...{ studyId: study.id, what: 'submission.approved' },
			subject: `submission:${submission.id}`,
			old: { state: submission.state },
			new: {
				...{ name: submission.name, version: submission.version, release: board.release },
				...(standing.length > 0 && { replaces: standing.map(({ version }) => version) })
			}
		});
		yield* tellSender(tx, app, 'approved', decided);
		return submission.name;
	});
}

const rejectionSchema = z.object({ reason: reasonFor('say why it is rejected') });

/**
 * Keeps a submission off the board, or takes it off. Whoever sent it is told by mail, with the reason.
 *
 * @returns its name
 * @throws Refusal as `approve`; ZodError without a reason
 */
export async function reject(
	app: App,
	actor: Actor,
	slug: string,
	{ reason, ...chosen }: Chosen & { reason: string }
): Promise<string> {
	const { reason: why } = rejectionSchema.parse({ reason });
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const { board, submission } = yield* find(tx, study.id, chosen, 'reject');
		const decided = yield* decide(tx, submission, 'rejected', why);
		yield* trail.record(tx, {
			...{ studyId: study.id, what: 'submission.rejected' },
			subject: `submission:${submission.id}`,
			old: { state: submission.state },
			new: { name: submission.name, version: submission.version, release: board.release },
			reason: why
		});
		yield* tellSender(tx, app, 'rejected', decided);
		return submission.name;
	});
}

function* find(
	tx: Queries,
	studyId: number,
	{ id, seen }: Chosen,
	deed: Deed
): Steps<{ board: boards.PlacedBoard; submission: store.Submission }> {
	const submission = yield* store.byId(tx, { id });
	const board =
		submission === undefined ? undefined : yield* boards.byId(tx, { id: submission.boardId });
	if (submission === undefined || board?.studyId !== studyId) {
		throw new Refusal('missing', 'There is no such submission to a leaderboard of this study.');
	}
	const why = whyNot(deed, submission.state) ?? (yield* movedSince(tx, submission, seen));
	if (why === null) return { board, submission };
	throw new Refusal('conflict', `"${submission.name}" ${why}. Look at it as it is now.`);
}

/** @returns the end of a sentence; null where it stands as it was seen */
function* movedSince(
	tx: Queries,
	{ state, decidedBy, decidedAt }: store.Submission,
	seen: SubmissionState | undefined
): Steps<string | null> {
	if (seen === undefined || seen === state) return null;
	const who = decidedBy === null ? undefined : yield* users.byId(tx, { id: decidedBy });
	const when = decidedAt === null ? '' : ` on ${momentInWords(decidedAt)} UTC`;
	const by = who === undefined ? '' : ` by ${who.name}`;
	const what = state === 'approved' || state === 'rejected' ? state : 'changed';
	return `was ${what}${by}${when}, while you had it open`;
}

function* decide(
	tx: Change,
	{ id, state: seen }: store.Submission,
	state: 'approved' | 'rejected',
	reason: string | null
): Steps<store.Submission> {
	const decision = { state, reason, decidedBy: tx.by.userId, decidedAt: tx.by.at };
	const decided = yield* store.move(tx, { id, seen }, decision);
	if (decided !== undefined) return decided;
	throw new Refusal('conflict', 'Somebody was faster. Look at it as it is now.');
}
