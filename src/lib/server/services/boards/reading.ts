/** What everyone may read of a board: who is on it, with which figures, in which place. */
import {
	asCoarse,
	inDepth,
	inPlaces,
	inView,
	tellsOfHeldOut,
	type BoardToRead,
	type BoardView,
	type EntryInDepth
} from '#lib/domain/leaderboard.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import type { Actor, App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as scores from '../../store/submission-scores.ts';
import { boardFor, type Asking } from './finding.ts';
import { headOf, humanLineOf } from './head.ts';
import { linesOf, setOf } from './lines.ts';
import { tableOf } from './table.ts';

type View = BoardView<SchemeName>;

/**
 * Reads a board.
 *
 * @param actor null for somebody who is not signed in
 * @param release its number; null for the newest board that is published
 * @param view the scheme (never two at once), the part of the set, and the metrics that are wanted
 * @throws Refusal ('missing') where there is no such board, or none for whoever asks
 */
export function readBoard(
	app: App,
	actor: Actor | null,
	slug: string,
	release: number | null,
	view: View = {}
): Promise<BoardToRead<SchemeName>> {
	return app.crew.ask(reading, { actor, slug, release, view });
}

const reading = task(
	'boards.read',
	'figures',
	(app, { view, ...asking }: Asking & { view: View }): Promise<BoardToRead<SchemeName>> =>
		read(app.db, function* (tx) {
			const found = yield* boardFor(tx, asking);
			const set = yield* setOf(tx, found.board.id);
			const head = headOf(found, view, set);
			const { scheme, part } = head;
			const table = { boardId: found.board.id, scheme, part };
			const entries = yield* tableOf(app, tx, table);
			const lines = yield* linesOf(tx, table);
			const humanLine = (yield* humanLineOf(tx, found.board))?.entry ?? null;
			return inView({ ...head, ...lines, humanLine, entries }, view);
		})
);

/**
 * Reads some entries of a board with all their figures: every metric, and one of them in each part of the set.
 *
 * @param view `by` is the metric that is told by specialty and by category
 * @param entries by the names that addresses know them by; one that is not on the board is left out
 * @throws Refusal ('missing') as `readBoard`
 */
export function readEntries(
	app: App,
	actor: Actor | null,
	slug: string,
	release: number | null,
	{ entries, ...view }: Pick<View, 'scheme' | 'by'> & { entries: readonly string[] }
): Promise<EntryInDepth[]> {
	return app.crew.ask(readingEntries, { actor, slug, release, view, entries });
}

type AskingEntries = Asking & { view: View; entries: readonly string[] };

const readingEntries = task(
	'boards.entries',
	'figures',
	(app, { view, entries, ...asking }: AskingEntries): Promise<EntryInDepth[]> =>
		read(app.db, function* (tx) {
			const found = yield* boardFor(tx, asking);
			const head = headOf(found, view, yield* setOf(tx, found.board.id));
			const { scheme } = head;
			const rows = yield* tableOf(app, tx, { boardId: found.board.id, scheme, part: null });
			const wanted = inPlaces(rows, head).filter(({ entry }) => entries.includes(entry));
			const told: EntryInDepth[] = [];
			for (const entry of wanted) {
				const whole = yield* scores.ofSubmission(tx, { submissionId: entry.id, scheme });
				const shown = tellsOfHeldOut(head) ? asCoarse(entry) : entry;
				told.push(inDepth(shown, whole!.figures, head.by));
			}
			return told;
		})
);
