/** Who is on a board with which figures, before anybody is put in a place. */
import type { EntryOnBoard, Part } from '#lib/domain/leaderboard.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import type { App } from '../../app.ts';
import type { Database, Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as scores from '../../store/submission-scores.ts';
import * as submissions from '../../store/submissions.ts';

export type Table = { boardId: number; scheme: SchemeName; part: Part | null };

type Kept = Map<string, { state: string; rows: readonly EntryOnBoard[] }>;

/** Tables at once in the memory of a thread; the one asked for longest ago makes room. */
const MOST_KEPT = 6;
const tables = new WeakMap<Database, Kept>();

/**
 * Whoever is approved on a board, in the order in which they were sent. The figures of hundreds are read once, and
 * again when somebody is decided on.
 */
export function* tableOf(
	{ db }: Pick<App, 'db'>,
	tx: Queries,
	table: Table
): Steps<readonly EntryOnBoard[]> {
	const { boardId, scheme, part } = table;
	const kept: Kept = tables.get(db) ?? new Map();
	tables.set(db, kept);
	const key = JSON.stringify([boardId, scheme, part]);
	const state = JSON.stringify(yield* submissions.approvedState(tx, { boardId }));
	const known = kept.get(key);
	const rows = known?.state === state ? known.rows : yield* readTable(tx, table);
	kept.delete(key);
	kept.set(key, { state, rows });
	if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
	return rows;
}

function* readTable(tx: Queries, { boardId, scheme, part }: Table): Steps<EntryOnBoard[]> {
	const given = { boardId, scheme, schemeVersion: schemeOf(scheme).version };
	if (part === null) return (yield* scores.onBoard(tx, given)).map(onBoard);
	const rows =
		'specialty' in part
			? yield* scores.onBoardBySpecialty(tx, { ...given, name: part.specialty })
			: yield* scores.onBoardByCategory(tx, { ...given, name: part.category });
	return rows.map((row) => onBoard({ ...row, omissions: null, commissions: null }));
}

type Row = Omit<EntryOnBoard, 'covers' | 'figures'> & {
	figures: EntryOnBoard['figures'] | null;
	coverage: { items?: unknown; of?: unknown };
};

const onBoard = ({ coverage: { items, of }, figures, ...row }: Row): EntryOnBoard => ({
	...row,
	figures: figures ?? {},
	covers: Number(items) / Number(of)
});
