/** Reads a submission to a scorer: a judge's records as JSONL, or the forced-choice form as CSV (scoring.md, "Input"). */
import type { Problem } from '#lib/domain/refusal.ts';
import { check, checkChoices, type Checked, type Given } from '#lib/scoring/check.ts';
import type { Choice } from '#lib/scoring/choices.ts';
import type { AnnotationSet } from '#lib/scoring/rubric.ts';
import { Cells } from './cells.ts';
import { decode, tooLarge, withoutMark } from './files.ts';
import * as json from './json.ts';
import { DEFAULT_LIMITS, MOST_PROBLEMS, type Limits } from './limits.ts';
import * as tableRead from './table-read.ts';

export type Submission = Omit<Checked, 'faults'> & {
	form: 'judge' | 'forced-choice';
	/** What is wrong, in the order of the lines. */
	problems: Problem[];
};

/** Records of a judge: one an item and sample of a system. */
const MOST_RECORDS = 200_000;

/** Rows of the forced-choice form are many and small: one an action of every item. */
const MOST_CHOICES = 1_000_000;

/**
 * Reads and checks a submission. Which form it has is seen by its first character: a brace begins a record.
 *
 * @param where the name of the file in messages
 */
export function readSubmission(
	set: AnnotationSet,
	bytes: Uint8Array,
	where: string,
	limits: Limits = DEFAULT_LIMITS
): Submission {
	const problems = tooLarge(new Map([[where, bytes]]), limits);
	const text = problems.length > 0 ? null : decode(bytes, where, problems);
	if (text === null) return { form: 'judge', ...without(check(set, [])), problems };
	const isRecords = withoutMark(text).trimStart().startsWith('{');
	const checked = isRecords
		? check(set, lines(text, where, limits, problems))
		: checkChoices(set, choicesIn(bytes, where, limits, problems));
	for (const fault of checked.faults) problems.push({ where, ...fault });
	if (problems.length === 0 && checked.records.length === 0) {
		problems.push({ where, message: 'holds no record: give one a line, or a row an action.' });
	}
	return {
		form: isRecords ? 'judge' : 'forced-choice',
		...without(checked),
		problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
	};
}

function without({ records, coverage }: Checked): Pick<Checked, 'records' | 'coverage'> {
	return { records, coverage };
}

function* lines(
	text: string,
	where: string,
	limits: Limits,
	problems: Problem[]
): Generator<Given> {
	let records = 0;
	for (const { line, content } of json.linesIn(withoutMark(text))) {
		if (problems.length > MOST_PROBLEMS) return;
		records += 1;
		if (records > MOST_RECORDS) {
			const most = MOST_RECORDS.toLocaleString('en');
			problems.push({
				where,
				message: `has more than ${most} records: so many are read. Split it.`
			});
			return;
		}
		const value = json.readJson(content, where, limits, problems, line);
		if (value !== undefined) yield { line, value };
	}
}

function choicesIn(
	bytes: Uint8Array,
	where: string,
	limits: Limits,
	problems: Problem[]
): Choice[] {
	const columns = ['case', 'action', 'recommend'];
	const expected = { where, required: columns, known: columns, records: 'answers' };
	const choices: Choice[] = [];
	const most = { ...limits, actions: MOST_CHOICES };
	const sheet = tableRead.readRows(bytes, most, expected, (row, faults) => {
		const before = faults.length;
		const cells = new Cells(row, faults);
		const choice: Choice = {
			line: row.line,
			case: cells.name('case'),
			action: cells.whole('action', 1, 2_147_483_647),
			recommend: cells.flag('recommend')
		};
		if (cells.raw('recommend').trim() === '') {
			cells.fault('recommend', 'recommend is empty: write true or false.');
		}
		if (faults.length === before) choices.push(choice);
	});
	problems.push(...sheet.problems);
	return sheet.header.length === 0 ? [] : choices;
}
