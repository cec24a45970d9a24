/** Who is on a board with which figures, before anybody is put in a place. */
import type { EntryOnBoard, Part } from '#lib/domain/leaderboard.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as scores from '../../store/submission-scores.ts';

export type Table = { boardId: number; scheme: SchemeName; part: Part | null };

export function* tableOf(
	tx: Queries,
	{ boardId, scheme, part }: Table
): Steps<readonly EntryOnBoard[]> {
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
