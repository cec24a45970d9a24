/** A leaderboard as those who run the study set it: made for a release, changed, shown to everyone and taken back. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { assertUnmoved } from '../../auth/unmoved.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/boards.ts';
import * as submissions from '../../store/submissions.ts';
import * as trail from '../../store/trail.ts';
import { humanLineOf } from './head.ts';
import { makeBoard } from './making.ts';
import { boardChangeSchema, type BoardChangeInput, type BoardSettings } from './settings-schema.ts';

/** Which board is meant, and its version as whoever asks saw it; undefined for one who saw none. */
export type MeantBoard = { release: number; seen: number | undefined };

/**
 * Makes the leaderboard of a release: nobody sees it, and it takes no submissions, before somebody says so.
 *
 * @throws Refusal ('missing') for no release of this study, ('conflict') for one that is withdrawn or has a board
 */
export async function make(app: App, actor: Actor, slug: string, release: number): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		yield* makeBoard(tx, { studyId, release });
		const { scheme } = (yield* store.byRelease(tx, { studyId, release }))!;
		yield* trail.record(tx, {
			...{ studyId, what: 'board.changed', subject: `board:${release}` },
			...{ old: null, new: { scheme } }
		});
	});
}

/**
 * Changes some of the settings of a board. The same settings again change nothing. Other terms have to be accepted
 * anew by whoever submits.
 *
 * @throws Refusal ('missing') where the release has no board, ('invalid') where the human line is none of its approved
 *   submissions of people, ('conflict') where the board was changed meanwhile; ZodError for settings that cannot be
 */
export async function change(
	app: App,
	actor: Actor,
	slug: string,
	{ release, seen, ...input }: BoardChangeInput & MeantBoard
): Promise<void> {
	const asked = boardChangeSchema.parse(input);
	await atomically(app.db, by(app, actor), function* (tx) {
		const board = yield* meant(tx, actor, slug, { release, seen });
		const wanted = yield* withLineKept(tx, board, asked);
		const names = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
			(name) => wanted[name] !== board[name]
		);
		if (names.length === 0) return;
		if (names.includes('humanLine')) yield* assertPeople(tx, board, wanted.humanLine ?? null);
		const only = (of: typeof wanted) => Object.fromEntries(names.map((name) => [name, of[name]]));
		yield* changed(tx, board, {
			...only(wanted),
			...(names.includes('terms') ? { termsVersion: board.termsVersion + 1 } : {})
		});
		yield* trail.record(tx, {
			...{ studyId: board.studyId, subject: `board:${release}`, what: 'board.changed' },
			...{ old: only(board), new: only(wanted) }
		});
	});
}

/**
 * Shows a board to everyone.
 *
 * @throws Refusal ('missing') where the release has no board, ('conflict') where it is shown already, its release is
 *   withdrawn, or it was changed meanwhile
 */
export async function publish(
	app: App,
	actor: Actor,
	slug: string,
	asked: MeantBoard
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const board = yield* meant(tx, actor, slug, asked);
		const { studyId, release } = board;
		if (board.publishedAt !== null) {
			throw new Refusal('conflict', `The leaderboard of release ${release} is public already.`);
		}
		if (board.withdrawn !== null) {
			throw new Refusal('conflict', `Release ${release} is withdrawn: it is not published.`);
		}
		yield* changed(tx, board, { publishedAt: tx.by.at, publishedBy: tx.by.userId });
		yield* trail.record(tx, { studyId, what: 'board.published', subject: `board:${release}` });
	});
}

/**
 * Takes a board back from everyone. What is on it stays, and it can be published again.
 *
 * @throws Refusal ('missing') where the release has no board, ('conflict') where it is not public, or was changed
 *   meanwhile
 */
export async function unpublish(
	app: App,
	actor: Actor,
	slug: string,
	asked: MeantBoard
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const board = yield* meant(tx, actor, slug, asked);
		const { studyId, release } = board;
		if (board.publishedAt === null) {
			throw new Refusal('conflict', `The leaderboard of release ${release} is not public.`);
		}
		yield* changed(tx, board, { publishedAt: null, publishedBy: null });
		yield* trail.record(tx, { studyId, what: 'board.unpublished', subject: `board:${release}` });
	});
}

/** The board, as whoever asks saw it. */
function* meant(
	tx: Change,
	actor: Actor,
	slug: string,
	{ release, seen }: MeantBoard
): Steps<store.PlacedBoard> {
	const study = yield* coordinatorOf(tx, actor, slug);
	const board = yield* store.byRelease(tx, { studyId: study.id, release });
	if (board === undefined) {
		throw new Refusal('missing', `Release ${release} of "${study.name}" has no leaderboard.`);
	}
	yield* assertUnmoved(tx, {
		...{ studyId: study.id, subject: `board:${release}`, seen, version: board.version },
		name: `The leaderboard of release ${release}`
	});
	return board;
}

function* changed(
	tx: Change,
	{ id, version, release }: store.PlacedBoard,
	to: store.BoardChange
): Steps<void> {
	if (yield* store.change(tx, { id, seen: version }, to)) return;
	throw new Refusal('conflict', `The leaderboard of release ${release} was changed just now.`);
}

/**
 * A form shows the people of the line as they are on the board now. Where the same are chosen again, or none while none
 * of theirs is on the board, nothing was changed by hand, and what was chosen once stays.
 */
function* withLineKept(
	tx: Change,
	board: store.PlacedBoard,
	wanted: BoardSettings
): Steps<BoardSettings> {
	if (wanted.humanLine === undefined) return wanted;
	const shown = (yield* humanLineOf(tx, board))?.id ?? null;
	return wanted.humanLine === shown ? { ...wanted, humanLine: board.humanLine } : wanted;
}

/** Refuses a line that is not of people who are on this board. */
function* assertPeople(tx: Change, board: store.PlacedBoard, id: number | null): Steps<void> {
	if (id === null) return;
	const found = yield* submissions.byId(tx, { id });
	if (found?.boardId === board.id && found.kind === 'human' && found.state === 'approved') return;
	throw new Refusal(
		'invalid',
		'Only people who are on this board can be drawn as a line. Choose one of them, or no line.'
	);
}
