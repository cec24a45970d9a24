/** What no submission made: the baselines, the human ceiling, and what the set is, as they are kept beside a board. */
import {
	figuresIn,
	type BoardSet,
	type BoardToRead,
	type LineToRead,
	type Part
} from '#lib/domain/leaderboard.ts';
import type { Figures } from '#lib/domain/submission.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/boards.ts';
import type { Table } from './table.ts';

/** Under which name the ceiling is read. */
export const RATERS = 'raters';

/** What is kept under the name of a scheme. */
export type KeptLines = { schemeVersion: number; lines: { name: string; figures: Figures }[] };

/** Under which name it is kept what the set is. */
export const SET = 'set';

type Lines = Pick<BoardToRead, 'baselines' | 'ceiling'>;

/** What the set of a board is; null until it was looked at. */
export function* setOf(tx: Queries, boardId: number): Steps<BoardSet | null> {
	const found = yield* store.baselines(tx, { id: boardId, name: SET });
	return (found?.kept ?? null) as BoardSet | null;
}

export function* linesOf(tx: Queries, { boardId, scheme, part }: Table): Steps<Lines> {
	const kept = (yield* store.baselines(tx, { id: boardId, name: scheme }))?.kept;
	const { schemeVersion, lines = [] } = (kept ?? {}) as Partial<KeptLines>;
	// Figures of an earlier version of the scheme stand beside none of the present one.
	const present = schemeVersion === schemeOf(scheme).version ? lines : [];
	const told = present.map(({ name, figures }) => lineOf(name, figures, part));
	return {
		baselines: told.filter(({ name }) => name !== RATERS),
		ceiling: told.find(({ name }) => name === RATERS) ?? null
	};
}

function lineOf(name: string, figures: Figures, part: Part | null): LineToRead {
	const harms = part === null ? figures : { omissions: null, commissions: null };
	const { omissions, commissions } = harms;
	return { name, figures: figuresIn(figures, part) ?? {}, omissions, commissions };
}
