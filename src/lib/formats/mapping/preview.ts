/** The first rows as a mapping would make them. */
import { asCase, type ToldCase } from '#lib/domain/case.ts';
import type { Mapping } from '#lib/domain/mapping.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Files } from '../files.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import type { RatingRow } from '../ratings-read.ts';
import { actionRecords, caseRecords, ratingRecords } from '../records.ts';
import type { KnownCodes } from '../tables-read.ts';
import { applyCases, applyRatings } from './apply.ts';

/** An action with its case, or a rating: a cell for each column, empty where there is nothing. */
export type PreviewRow = { cells: string[] };

export type Preview = {
	/** The fields that hold something, and the further columns that are kept, in the order in which they are shown. */
	columns: string[];
	rows: PreviewRow[];
	/** How much there is in all; as far as it could be read, where there are problems. */
	counts: { cases: number; actions: number; ratings: number };
	problems: Problem[];
	notes: string[];
};

/**
 * Makes all of it, and shows the first.
 *
 * @param most rows that are shown
 * @param codes that the study has
 */
export async function preview(
	mapping: Mapping,
	files: Files,
	most: number,
	codes?: KnownCodes,
	limits: Limits = DEFAULT_LIMITS
): Promise<Preview> {
	if (mapping.purpose === 'cases') {
		const { cases, problems, notes } = await applyCases(mapping, files, codes, limits);
		const actions = cases.reduce((sum, item) => sum + item.actions.length, 0);
		const counts = { cases: cases.length, actions, ratings: 0 };
		return { ...shown(actionsIn(cases, most)), counts, problems, notes };
	}
	const { rows, problems, notes } = await applyRatings(mapping, files, limits);
	const counts = {
		cases: new Set(rows.map((row) => row.case)).size,
		actions: new Set(rows.map((row) => `${row.case}#${row.action}`)).size,
		ratings: rows.length
	};
	return { ...shown(ratingsIn(rows.slice(0, most))), counts, problems, notes };
}

type Shown = Record<string, unknown>;

function actionsIn(cases: readonly ToldCase[], most: number): Shown[] {
	const rows: Shown[] = [];
	for (const item of cases) {
		const told = asCase(item);
		const [ofCase] = caseRecords([told]);
		for (const record of actionRecords([told])) {
			if (rows.length === most) return rows;
			const { referenceScore } = item.actions.find(({ number }) => number === record.number)!;
			rows.push({ ...ofCase, ...record, reference_score: referenceScore });
		}
	}
	return rows;
}

/** The ratings in the order of the file. */
const ratingsIn = (rows: readonly RatingRow[]): Shown[] =>
	rows.flatMap((row) => ratingRecords([], [row]));

function shown(records: readonly Shown[]): Pick<Preview, 'columns' | 'rows'> {
	const all = [...new Set(records.flatMap((record) => Object.keys(record)))];
	const columns = all.filter((name) => records.some((record) => cellOf(record[name]) !== ''));
	const rows = records.map((record) => ({ cells: columns.map((name) => cellOf(record[name])) }));
	return { columns, rows };
}

function cellOf(value: unknown): string {
	if (Array.isArray(value)) return value.join('; ');
	return value === null || value === undefined || value === false ? '' : String(value);
}
