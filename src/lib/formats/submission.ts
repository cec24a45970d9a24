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

/** Rows of the forced-choice form are many and small: one an action of every item. */
const MOST_CHOICES = 2_000_000;

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
		: checkChoices(set, choices(bytes, where, limits, problems));
	problems.push(...checked.faults.map((fault) => ({ where, ...fault })));
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
	for (const { line, content } of json.linesIn(withoutMark(text))) {
		if (problems.length > MOST_PROBLEMS) return;
		const value = json.readJson(content, where, limits, problems, line);
		if (value !== undefined) yield { line, value };
	}
}

function choices(bytes: Uint8Array, where: string, limits: Limits, problems: Problem[]): Choice[] {
	const columns = ['case', 'action', 'recommend'];
	const expected = { where, required: columns, known: columns, records: 'answers' };
	const sheet = tableRead.read(bytes, { ...limits, actions: MOST_CHOICES }, expected);
	problems.push(...sheet.problems);
	return sheet.rows.flatMap((row) => {
		const before = problems.length;
		const cells = new Cells(row, problems);
		const choice: Choice = {
			line: row.line,
			case: cells.name('case'),
			action: cells.whole('action', 1, 2_147_483_647),
			recommend: cells.flag('recommend')
		};
		if (cells.raw('recommend').trim() === '') {
			cells.fault('recommend', 'recommend is empty: write true or false.');
		}
		return problems.length === before ? [choice] : [];
	});
}
