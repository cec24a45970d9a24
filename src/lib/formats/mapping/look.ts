/** What a person's files hold as tables. */
import { together, type Problem } from '#lib/domain/refusal.ts';
import { isLitter } from '../layout.ts';
import type { Files } from '../files.ts';
import type { Grid } from '../grid.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import { readBelow } from '../table-read.ts';
import { gridOfSheet } from '../xlsx.ts';
import { ColumnLook, said, type Column } from './column.ts';
import { headerAmong, namesOf, SEARCHED, takeUntil, withLines, withoutNameless } from './header.ts';
import { Opener, whereOf, type Kind } from './open.ts';
import { isAction, isWord } from './words.ts';

export type { Column, Looks } from './column.ts';

export type LookedTable = {
	file: string;
	/** Of a workbook, or a list in the lines of a JSONL; null for a text file and for the lines themselves. */
	sheet: string | null;
	/** The line that names the columns, counted from 1; 1 for JSONL, which has none. */
	header: number;
	/** Rows below it that hold something. */
	rows: number;
	columns: Column[];
};

export type Looked = {
	tables: LookedTable[];
	problems: Problem[];
	/** Files that are no tables. */
	ignored: string[];
};

/**
 * Looks at files.
 *
 * @param files .xlsx (every sheet that holds something), .csv, .tsv, .txt, .jsonl, by their paths
 * @returns their tables in the order of the files and sheets, and what is wrong with those that cannot be read
 */
export async function look(files: Files, limits: Limits = DEFAULT_LIMITS): Promise<Looked> {
	const opener = new Opener(files, limits);
	const problems: Problem[] = [];
	const tables: LookedTable[] = [];
	const known = opener.files;
	for (const one of known) tables.push(...(await tablesIn(opener, one, limits, problems)));
	const ignored = [...files.keys()].filter(
		(path) => !isLitter(path) && !known.some(({ file }) => file === path)
	);
	return { tables, problems: together(problems), ignored };
}

async function tablesIn(
	opener: Opener,
	{ file, kind }: { file: string; kind: Kind },
	limits: Limits,
	problems: Problem[]
): Promise<LookedTable[]> {
	if (kind === 'workbook') {
		const sheets = await opener.sheets(file, problems);
		return sheets.flatMap((sheet) =>
			looked(gridOfSheet(sheet), { file, sheet: sheet.name, limits, problems })
		);
	}
	if (kind === 'text') {
		const grid = opener.text(file, isWord, problems);
		return grid === null ? [] : looked(grid, { file, sheet: null, limits, problems });
	}
	const lines = opener.jsonLines(file, problems);
	const before = problems.length;
	const tables = lines?.tables(isAction, problems) ?? [];
	if (problems.length > before) return [];
	return tables.flatMap((table) => {
		const at = { file, sheet: table.list, limits, problems };
		return lookedBelow(lines!.grid(table), 1, table.columns, at);
	});
}

type At = { file: string; sheet: string | null; limits: Limits; problems: Problem[] };

function looked(grid: Grid, at: At): LookedTable[] {
	const first = takeUntil(grid, (_, taken) => taken === SEARCHED);
	const header = headerAmong(first);
	if (header === undefined) {
		at.problems.push(...grid.broken);
		return [];
	}
	const rest = withLines(first.slice(first.indexOf(header) + 1), grid);
	// In a text what stands beyond the header is a fault; in a sheet it is a column without a name.
	const cells = at.sheet === null ? withoutNameless(header.cells) : header.cells;
	return lookedBelow(rest, header.line, namesOf(cells), at);
}

function lookedBelow(
	grid: Grid,
	header: number,
	names: readonly string[],
	{ file, sheet, limits, problems }: At
): LookedTable[] {
	const looks = names.map((name) => new ColumnLook(name));
	let rows = 0;
	const how = { where: whereOf(file, sheet), records: 'rows', limits };
	const below = readBelow(grid, names, how, (row) => {
		rows += 1;
		for (const column of looks) column.see(row.cells.get(column.name) ?? '');
	});
	problems.push(...below.problems);
	const columns = said(looks).filter(isThere);
	return [{ file, sheet, header, rows, columns }];
}

/** A column without a name is none, as long as nothing stands in it. */
const isThere = ({ name, filled }: Column) => filled > 0 || !/^Column \d+$/.test(name);
