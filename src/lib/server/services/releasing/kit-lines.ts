/** Writing the lines of a kit's items.jsonl, which stand in the order in which they came and not in that of the cases. */
import type { Kit, LineAt } from '#lib/formats/growing-files.ts';
import type { Course } from '../../crew/task.ts';
import type { Moment } from '../../db/moment.ts';
import * as cases from '../../store/cases.ts';
import { caseValue } from '../cases/index.ts';
import { AT_ONCE, sliced, step } from './reading.ts';
import type { StudyFrame } from './rated-study.ts';

/**
 * @param among the cases that may be in it
 * @param what is done, for whoever waits
 */
export async function writeLines(
	moment: Moment,
	kit: Kit,
	among: StudyFrame['cases'],
	{ course, what, onWritten }: { course: Course; what: string; onWritten: () => Promise<void> }
): Promise<void> {
	const idOf = new Map(among.map(({ id, externalId }) => [externalId, id]));
	const all = kit.lines;
	let done = 0;
	for (const some of sliced(all, AT_ONCE)) {
		kit.addLines(some, await casesOf(moment, some, idOf));
		await onWritten();
		done += some.length;
		await step(course, { what, done, of: all.length });
	}
}

async function casesOf(
	moment: Moment,
	lines: readonly LineAt[],
	idOf: ReadonlyMap<string, number>
) {
	const ids = [...new Set(lines.map((one) => idOf.get(one.case)!))];
	const found = await moment.read((tx) => cases.some(tx, ids));
	return new Map(found.map((item) => [item.row.externalId, caseValue(item)]));
}
