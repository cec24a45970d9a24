/** The tables of a leaderboard as records, each of which names the release and the scheme that it is of. */
import { lineName } from '#lib/components/leaderboard/metric-words.ts';
import type { BoardToRead, EntryInDepth, EntrySeen } from '#lib/domain/leaderboard.ts';
import type { LeaderboardTable } from '#lib/domain/leaderboard-files.ts';
import { listed } from '#lib/domain/leaderboard-page.ts';
import type { LeaderboardView } from '#lib/domain/leaderboard-view.ts';
import type { Figured, Harms } from '#lib/domain/submission.ts';
import type { Cell } from '#lib/formats/csv.ts';

/** Everything that is in view, with all figures. */
export type Whole = {
	board: BoardToRead;
	view: LeaderboardView;
	/** The selected one, the people and those compared, each once. */
	inDepth: readonly EntryInDepth[];
};

type Sheet = { columns: readonly string[]; rows: Cell[][] };

const OF = ['study', 'release', 'scheme', 'scheme_version', 'withdrawn'] as const;
const WHO = ['entry', 'kind', 'name', 'provider', 'covers'] as const;
const FIGURE = ['metric', 'value', 'ci95_low', 'ci95_high', 'cases', 'records'] as const;
const HARMS = ['severe', 'moderate', 'mild'] as const;

/** What a table holds, before each record the board that it is of. */
export function sheetOf(table: LeaderboardTable, whole: Whole): Sheet {
	const { study, release, scheme, schemeVersion, withdrawn } = whole.board;
	const of = [study.slug, release, scheme, schemeVersion, withdrawn];
	const { columns, rows } = SHEETS[table](whole);
	return { columns: [...OF, ...columns], rows: rows.map((row) => [...of, ...row]) };
}

const SHEETS: Record<LeaderboardTable, (whole: Whole) => Sheet> = {
	systems: ({ board, view }) => {
		const { specialty, category } = view;
		const place = [specialty, specialty === null ? category : null];
		const entries = everyone(board, view).map((one) => ({
			who: whoIs(one),
			rank: [board.by, one.rank?.from ?? null, one.rank?.to ?? null] as Cell[],
			figures: one.figures
		}));
		const lines = [...board.baselines, ...(board.ceiling === null ? [] : [board.ceiling])];
		const own = lines.map((line) => ({
			who: [
				'',
				line === board.ceiling ? 'ceiling' : 'baseline',
				lineName(line),
				'Primum',
				1
			] as Cell[],
			rank: [null, null, null] as Cell[],
			figures: line.figures
		}));
		const columns = [
			...[...WHO, 'specialty', 'category'],
			...['ranked_by', 'rank_from', 'rank_to', ...FIGURE]
		];
		const rows = [...entries, ...own].flatMap(({ who, rank, figures }) =>
			board.metrics.map(({ name }) => [...who, ...place, ...rank, ...cells(name, figures[name])])
		);
		return { columns, rows };
	},

	specialties: ({ board, inDepth }) => ({
		columns: [...WHO, 'specialty', 'category', ...FIGURE],
		rows: inDepth.flatMap((one) => {
			const who = whoIs(one);
			return [
				...Object.entries(one.bySpecialty).map(([name, found]) => [
					...[...who, name, null, ...cells(board.by, found)]
				]),
				...Object.entries(one.byCategory).map(([name, found]) => [
					...[...who, null, name, ...cells(board.by, found)]
				])
			];
		})
	}),

	errors: ({ board, view }) => ({
		columns: [
			...WHO,
			...HARMS.map((one) => `omissions_${one}_per_100_cases`),
			...HARMS.map((one) => `commissions_${one}_per_100_cases`)
		],
		rows: everyone(board, view).map((one) => [
			...whoIs(one),
			...[...harms(one.omissions), ...harms(one.commissions)]
		])
	})
};

/** All of a board as JSON. Numbers of submissions are of the study's desk, and stay there. */
export function forPrograms({ entries, ...board }: BoardToRead): string {
	const told = entries.map(({ id: _, ...entry }) => entry);
	return `${JSON.stringify({ ...board, entries: told }, null, '\t')}\n`;
}

const everyone = (board: BoardToRead, view: LeaderboardView) => [
	...listed(board, view),
	...board.entries.filter(({ kind }) => kind === 'baseline')
];

const whoIs = ({ entry, kind, name, provider, covers }: EntrySeen): Cell[] => [
	...[entry, kind, name, provider, covers]
];

const cells = (metric: string, found: Figured | undefined): Cell[] => [
	...[metric, found?.value ?? null, found?.ci95?.[0] ?? null, found?.ci95?.[1] ?? null],
	...[found?.cases ?? 0, found?.records ?? 0]
];

const harms = (found: Harms | null): Cell[] => HARMS.map((one) => found?.[one] ?? null);
