/** Where somebody sends answers: the board of a release, as far as it is there for them. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor } from '../../app.ts';
import { submitterOf, type Submitter } from '../../auth/guards.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as boards from '../../store/boards.ts';
import * as store from '../../store/submissions.ts';

export type Place = Submitter & {
	board: boards.PlacedBoard;
	/** Who asks; null for the command line. */
	userId: number | null;
};

/** Who asks, and of which release. */
export type AtBoard = { actor: Actor; slug: string; release: number };

/**
 * The board of a release. To whoever does not run the study it is there while it takes submissions, once it is
 * published, and where they have sent something to it.
 *
 * @throws Refusal as `submitterOf`, or ('missing') where there is none for whoever asks
 */
export function* placeOf(tx: Queries, { actor, slug, release }: AtBoard): Steps<Place> {
	const submitter = yield* submitterOf(tx, actor, slug);
	const { study } = submitter;
	const board = yield* boards.byRelease(tx, { studyId: study.id, release });
	if (board !== undefined && (yield* isThere(tx, submitter, board))) {
		return { ...submitter, board, userId: actor.id };
	}
	throw new Refusal(
		'missing',
		`"${study.name}" has no leaderboard of release ${release} to submit to.`
	);
}

/** True where a board is there for somebody. */
export function* isThere(
	tx: Queries,
	{ runs, member }: Submitter,
	{ id: boardId, accepts, publishedAt }: boards.PlacedBoard
): Steps<boolean> {
	if (runs || accepts || publishedAt !== null) return true;
	if (member === null) return false;
	return (yield* store.someOfMemberAt(tx, { boardId, memberId: member.id })) !== undefined;
}

/**
 * The same where submissions are taken now.
 *
 * @throws Refusal ('conflict') where they are not
 */
export function* openPlaceOf(tx: Queries, at: AtBoard): Steps<Place> {
	const place = yield* placeOf(tx, at);
	const { board } = place;
	if (board.withdrawn !== null) {
		throw new Refusal(
			'conflict',
			`Release ${board.release} was withdrawn, and takes no submissions any more.`
		);
	}
	if (!board.accepts) {
		throw new Refusal(
			'conflict',
			`The leaderboard of release ${board.release} takes no submissions at present.`
		);
	}
	return place;
}

/**
 * One submission to the board, for its sender and for those who run the study.
 *
 * @throws Refusal ('missing') where there is none for whoever asks
 */
export function* submissionAt(
	tx: Queries,
	at: AtBoard,
	id: number
): Steps<{ place: Place; submission: store.Submission }> {
	const place = yield* placeOf(tx, at);
	const submission = yield* store.byId(tx, { id });
	if (submission?.boardId !== place.board.id || !isFor(place, submission)) {
		throw new Refusal('missing', 'There is no such submission of yours to this leaderboard.');
	}
	return { place, submission };
}

/** True for whoever runs the study, and whoever sent it. */
export const isFor = ({ runs, member }: Place, { memberId }: store.Submission) =>
	runs || (member !== null && memberId === member.id);

/** True for whoever it is of: the member who sent its first version, or an administrator who is no member. */
export const isOwn = (
	{ member, userId }: Place,
	submission: Pick<store.Submission, 'memberId' | 'userId'>
) =>
	submission.memberId === null
		? userId !== null && submission.userId === userId
		: submission.memberId === member?.id;
