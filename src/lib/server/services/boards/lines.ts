/** What no submission made: the baselines, the human ceiling, and what the set is, as they are kept beside a board. */
import {
	figuresIn,
	type BoardToRead,
	type LineToRead,
	type Part
} from '#lib/domain/leaderboard.ts';
import type { Figures } from '#lib/domain/submission.ts';
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

type Lines = Pick<BoardToRead, 'baselines' | 'ceiling' | 'set'>;

export function* linesOf(tx: Queries, { boardId, scheme, part }: Table): Steps<Lines> {
	const kept = (yield* store.baselines(tx, { id: boardId, name: scheme }))?.kept;
	const set = (yield* store.baselines(tx, { id: boardId, name: SET }))?.kept;
	const { lines = [] } = (kept ?? {}) as Partial<KeptLines>;
	const told = lines.map(({ name, figures }) => lineOf(name, figures, part));
	return {
		baselines: told.filter(({ name }) => name !== RATERS),
		ceiling: told.find(({ name }) => name === RATERS) ?? null,
		set: (set ?? null) as BoardToRead['set']
	};
}

function lineOf(name: string, figures: Figures, part: Part | null): LineToRead {
	const harms = part === null ? figures : { omissions: null, commissions: null };
	const { omissions, commissions } = harms;
	return { name, figures: figuresIn(figures, part) ?? {}, omissions, commissions };
}
