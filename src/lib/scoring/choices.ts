/** The forced-choice form: of every action of an item, would you recommend it? People answer so, one row an action. */
import type { Fault } from './check.ts';
import { missingOf } from './judged.ts';
import { NOT_DONE, WHOLLY, type Judged } from './record.ts';
import type { AnnotationSet, Layout } from './rubric.ts';

/** A row of the form. */
export type Choice = {
	line: number;
	/** The id of an item. */
	case: string;
	/** Number of the action. */
	action: number;
	recommend: boolean;
};

/** One record an item, of trial 1; of an item with a fault there is none. */
export function readChoices(
	set: AnnotationSet,
	choices: Iterable<Choice>
): { records: Judged[]; faults: Fault[] } {
	const faults: Fault[] = [];
	const records: Judged[] = [];
	const byItem = Map.groupBy(choices, (choice) => choice.case);
	for (const [id, rows] of byItem) {
		const layout = set.ofItem.get(id);
		if (layout === undefined) {
			const message = `"${id.slice(0, 100)}" is no case of this set: use the ids of its items.`;
			faults.push({ line: rows[0]!.line, field: 'case', message });
			continue;
		}
		const found = faultsOf(layout, id, rows);
		faults.push(...found);
		if (found.length === 0) records.push(recordOf(layout, id, rows));
	}
	return { records, faults: faults.sort((a, b) => a.line - b.line) };
}

function faultsOf({ rubric, placeOf }: Layout, id: string, rows: readonly Choice[]): Fault[] {
	const faults: Fault[] = [];
	const lines = new Map<number, number>();
	for (const { line, action } of rows) {
		const first = lines.get(action);
		if (!placeOf.has(action)) {
			faults.push({ line, field: 'action', message: `${rubric.id} has no action ${action}.` });
		} else if (first !== undefined) {
			const message = `action ${action} of ${id} is on line ${first} already: keep one of the two.`;
			faults.push({ line, field: 'action', message });
		} else lines.set(action, line);
	}
	const missing = rubric.actions.flatMap(({ number }) => (lines.has(number) ? [] : [number]));
	if (missing.length > 0) {
		faults.push({ line: rows[0]!.line, field: 'action', message: missingOf(id, missing) });
	}
	return faults;
}

function recordOf({ rubric, placeOf }: Layout, id: string, rows: readonly Choice[]): Judged {
	const done = new Uint8Array(rubric.actions.length);
	for (const { action, recommend } of rows) {
		done[placeOf.get(action)!] = recommend ? WHOLLY : NOT_DONE;
	}
	return { id, trial: 1, judge: null, done, answer: null, length: null };
}
