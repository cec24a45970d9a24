/** The first rows as a mapping would make them. */
import type { Mapping, MappedField } from '#lib/domain/mapping.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Files } from '../files.ts';
import type { Limits } from '../limits.ts';

/** An action with its case, or a rating; `cells` in the order of the columns, empty where there is nothing. */
export type PreviewRow = { cells: string[] };

export type Preview = {
	/** The fields that hold something, and the further columns that are kept, in the order in which they are shown. */
	columns: (MappedField | (string & {}))[];
	rows: PreviewRow[];
	/** How much there is in all. */
	counts: { cases: number; actions: number; ratings: number };
	problems: Problem[];
	notes: string[];
};

/** @param most rows that are shown */
export declare function preview(
	mapping: Mapping,
	files: Files,
	most: number,
	limits?: Limits
): Promise<Preview>;
