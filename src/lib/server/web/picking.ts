/** What is ticked in a list of many pages, as its form sends it: all of it, what of it is on this page, and what is ticked there. */
import { fromRuns } from '#lib/domain/runs.ts';
import * as field from './fields.ts';

export const PICKED = { picked: field.text, shown: field.text, action: field.ids };

/** The ids of all that is ticked, on this page and elsewhere. */
export function pickedIn(values: { picked: string; shown: string; action: number[] }): number[] {
	const shown = new Set(fromRuns(values.shown));
	const elsewhere = fromRuns(values.picked).filter((id) => !shown.has(id));
	return [...elsewhere, ...values.action.filter((id) => id > 0)];
}
