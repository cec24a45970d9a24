/** What a person's files hold as tables. */
import type { Problem } from '#lib/domain/refusal.ts';
import type { Files } from '../files.ts';
import type { Limits } from '../limits.ts';

/** What the cells of a column look like; `score` is whole numbers from 1 to 9. */
export type Looks =
	'empty' | 'score' | 'whole' | 'number' | 'yes-no' | 'date' | 'word' | 'text' | 'long-text';

export type Column = {
	/** As the header has it; one that is there before gets a number, one without a name its place: `Column 3`. */
	name: string;
	/** The first few different cells, cut short. */
	samples: string[];
	/** Cells that hold something. */
	filled: number;
	/** Different ones among them, counted up to a thousand. */
	distinct: number;
	/** How often, from top to bottom, a cell differs from the one before; empty ones do not count. */
	runs: number;
	looks: Looks;
};

export type LookedTable = {
	file: string;
	/** Of a workbook, or a list in the lines of a JSONL; null for a text file and for the lines themselves. */
	sheet: string | null;
	/** The line that names the columns, counted from 1. */
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
export declare function look(files: Files, limits?: Limits): Promise<Looked>;
