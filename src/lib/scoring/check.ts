/** Looks at a submission record by record: what can be scored, what cannot and why, and how much of the set it covers. */
import { readChoices, type Choice } from './choices.ts';
import { readJudged } from './judged.ts';
import { order, type Judged } from './record.ts';
import type { AnnotationSet } from './rubric.ts';

/** Something wrong with a record. */
export type Fault = {
	/** Line of the file, from 1. */
	line: number;
	/** The field at fault, in the words of the file. */
	field?: string;
	/** What is wrong, as the end of a sentence, and what to do. */
	message: string;
};

export type Coverage = {
	/** Items with a record that can be scored, and items of the set. */
	items: number;
	of: number;
	/** Base cases with such a record, and cases of the set. */
	cases: number;
	ofCases: number;
	/** Items without one, in the order of their ids. */
	missing: readonly string[];
};

export type Checked = {
	/** What can be scored, in the order of the file. */
	records: readonly Judged[];
	/** What is wrong, in the order of the lines. A record with a fault is not among the records. */
	faults: readonly Fault[];
	coverage: Coverage;
};

/** A record of a judge as it was parsed, whatever it holds, and its line. */
export type Given = { line: number; value: unknown };

/** Checks records in the shape of the public judge (scoring.md, "Input"). */
export function check(set: AnnotationSet, given: Iterable<Given>): Checked {
	const faults: Fault[] = [];
	const records: Judged[] = [];
	const lines = new Map<string, number>();
	for (const { line, value } of given) {
		const read = readJudged(set, value);
		if ('faults' in read) {
			faults.push(...read.faults.map((fault) => ({ line, ...fault })));
			continue;
		}
		const { id, trial, judge } = read.record;
		const key = JSON.stringify([id, trial, judge]);
		const first = lines.get(key);
		if (first === undefined) {
			lines.set(key, line);
			records.push(read.record);
			continue;
		}
		const by = judge === null ? '' : ` by ${judge}`;
		const message = `${id}, trial ${trial}${by} is on line ${first} already: keep one of the two.`;
		faults.push({ line, field: 'id', message });
	}
	return { records, faults, coverage: coverageOf(set, records) };
}

/** Checks the rows of a forced-choice form: of each item all actions, each with yes or no. */
export function checkChoices(set: AnnotationSet, choices: Iterable<Choice>): Checked {
	const { records, faults } = readChoices(set, choices);
	return { records, faults, coverage: coverageOf(set, records) };
}

function coverageOf(set: AnnotationSet, records: readonly Judged[]): Coverage {
	const found = new Set(records.map(({ id }) => id));
	return {
		items: found.size,
		of: set.ofItem.size,
		cases: new Set([...found].map((id) => set.ofItem.get(id)!.rubric.id)).size,
		ofCases: set.layouts.length,
		missing: [...set.ofItem.keys()].filter((id) => !found.has(id)).sort(order)
	};
}
