/** Goes through the tables of a mapping, row by row. */
import { columnsUsed, type CaseTable, type RatingTable } from '#lib/domain/mapping.ts';
import { shortened } from '#lib/domain/listed.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { headOf } from '#lib/domain/spelling.ts';
import { isLitter } from '../layout.ts';
import type { Files } from '../files.ts';
import type { Grid } from '../grid.ts';
import type { Limits } from '../limits.ts';
import { passedOverInWords } from '../notes.ts';
import { readBelow, type Take } from '../table-read.ts';
import { gridOfSheet } from '../xlsx.ts';
import { namesOf, takeUntil, withoutNameless } from './header.ts';
import { Opener, whereOf } from './open.ts';
import { Columns } from './sources.ts';

type AnyTable = CaseTable | RatingTable;

/** What is found on the way. */
export type Found = { problems: Problem[]; notes: string[] };

/** Makes what takes the rows of a table; null where a column that it needs is not there. */
export type Prepare<T extends AnyTable> = (
	table: T,
	columns: Columns,
	where: string
) => Take | null;

type Opened = { where: string; grid: Grid; names: string[]; header: number };

/** The tables of a mapping in some files. */
export class MappedTables {
	readonly #opener: Opener;
	readonly #files: Files;
	readonly #limits: Limits;
	readonly #used = new Set<string>();

	constructor(files: Files, limits: Limits) {
		this.#opener = new Opener(files, limits);
		this.#files = files;
		this.#limits = limits;
	}

	/** Files that no table that was read is in. */
	get ignored(): string[] {
		return [...this.#files.keys()].filter((path) => !isLitter(path) && !this.#used.has(path));
	}

	/** Reads a table. @returns false where it is not there, or a column is missing */
	async read<T extends AnyTable>(
		table: T,
		prepare: Prepare<T>,
		{ problems, notes }: Found
	): Promise<boolean> {
		const opened = await this.#open(table, problems);
		if (opened === null) return false;
		const { where, grid, names, header } = opened;
		const columns = new Columns(names, { where, line: header });
		const take = prepare(table, columns, where);
		const missing = columns.problems();
		problems.push(...missing);
		if (take === null || missing.length > 0) return false;
		const how = { where, records: 'rows', limits: this.#limits };
		const held = new Set<string>();
		const below = readBelow(grid, names, how, (row, faults) => {
			take(row, faults);
			if (held.size === names.length) return;
			for (const name of names) if (row.cells.get(name)) held.add(name);
		});
		problems.push(...below.problems);
		notes.push(...notUsed(where, names, table, held), ...passedOverInWords(where, below));
		return below.header.length > 0;
	}

	async #open(table: AnyTable, problems: Problem[]): Promise<Opened | null> {
		const found = this.#opener.find(table, problems);
		if (found === null) return null;
		const { file, kind } = found;
		this.#used.add(file);
		if (kind === 'json-lines') return this.#openLines(table, file, problems);
		const isText = kind === 'text';
		const sheet = isText ? null : await this.#opener.sheet(file, table.sheet, problems);
		const heads = new Set(columnsUsed(table).map(headOf));
		const isKnown = (name: string) => heads.has(headOf(name));
		const grid = isText
			? this.#opener.text(file, isKnown, problems)
			: sheet === null
				? null
				: gridOfSheet(sheet);
		if (grid === null) return null;
		const where = whereOf(file, sheet?.name ?? null);
		const header = takeUntil(grid, ({ line }) => line >= table.header).at(-1);
		if (header?.line === table.header) {
			const cells = isText ? withoutNameless(header.cells) : header.cells;
			return { where, grid, names: namesOf(cells), header: table.header };
		}
		const message = `there is nothing on line ${table.header}, which is to name the columns.`;
		problems.push(...(grid.broken.length > 0 ? grid.broken : [{ where, message }]));
		return null;
	}

	#openLines(table: AnyTable, file: string, problems: Problem[]): Opened | null {
		const lines = this.#opener.jsonLines(file, problems);
		if (lines === null) return null;
		const named = lines.table(table.sheet, problems);
		if (named === null) return null;
		const where = whereOf(file, table.sheet);
		return { where, grid: lines.grid(named), names: named.columns, header: 1 };
	}
}

/** As many names as one sentence holds. */
const NAMED = 20;

/** The columns of which nothing was made, where anything stands in them. */
function notUsed(
	where: string,
	names: readonly string[],
	table: AnyTable,
	held: ReadonlySet<string>
): string[] {
	const used = new Set(columnsUsed(table).map(headOf));
	const others = names.filter((name) => held.has(name) && !used.has(headOf(name)));
	if (others.length === 0) return [];
	const [column, are] = others.length === 1 ? ['column', 'is'] : ['columns', 'are'];
	const listed = shortened(
		others.map((name) => `"${name}"`),
		NAMED
	);
	return [`${where}: the ${column} ${listed} ${are} not in the mapping and ${are} not used.`];
}
