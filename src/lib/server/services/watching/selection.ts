/** Which cases of a study are shown, and in which order. */
import type { PlaceFilter, Show } from '#lib/domain/coverage.ts';
import { finder } from '#lib/domain/search.ts';
import type { CaseRow } from './survey.ts';

export type Filter = {
	/** Null for all of each. */
	specialty: string | null;
	state: PlaceFilter | null;
	/** A part of a case's id or of a rater's name; '' for all. */
	find: string;
};

/** True for a case all of whose places are signed. */
export const isComplete = ({ signed, wanted }: CaseRow) => signed >= wanted;

/** The cases that a filter lets through, by what is asked to be shown of them. */
export function select(rows: readonly CaseRow[], filter: Filter): Record<Show, CaseRow[]> {
	const finds = finder(filter.find);
	const found = rows.filter((row) => passes(row, filter, finds));
	const incomplete = found.filter((row) => !isComplete(row));
	const complete = found.filter(isComplete);
	// The sort is stable: what is held up alike stays in the order of the study.
	incomplete.sort((a, b) => urgency(b) - urgency(a) || share(a) - share(b));
	return { incomplete, complete, all: [...incomplete, ...complete] };
}

function passes(
	row: CaseRow,
	{ specialty, state }: Filter,
	finds: ReturnType<typeof finder>
): boolean {
	if (specialty !== null && row.specialty !== specialty) return false;
	if (state !== null && !has(row, state)) return false;
	return finds(row.externalId, ...row.places.map(({ name }) => name));
}

function has(row: CaseRow, filter: PlaceFilter): boolean {
	if (filter === 'empty') return row.empty > 0;
	return row.places.some(({ state, hold }) => state === filter || hold?.kind === filter);
}

/** More than any number of people. */
const MOST_URGENT = 1_000_000;

/** An empty place before all, then how many do not go on who have a place. */
function urgency({ empty, places }: CaseRow): number {
	return empty > 0 ? MOST_URGENT : places.filter(({ hold }) => hold !== null).length;
}

const share = ({ done, of }: CaseRow) => (of === 0 ? 1 : done / of);
