/** Reads a study slice by slice: at one moment, a few cases at a time, giving way in between. */
import { setImmediate } from 'node:timers/promises';
import type { Course, Progress } from '../../crew/task.ts';
import type { Moment } from '../../db/moment.ts';
import { readCases, type Counting, type RatedCase, type StudyFrame } from './rated-study.ts';

/** Cases that are in memory at once, with all that was said of them. */
export const AT_ONCE = 40;

/** Says how far something is, and gives way to whoever wants to stop it. */
export async function step(course: Course, progress: Progress): Promise<void> {
	course.onProgress(progress);
	await setImmediate();
	course.signal.throwIfAborted();
}

/** Some values of a list at a time, in its order. */
export function* sliced<T>(list: readonly T[], size: number): Generator<readonly T[]> {
	for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}

/**
 * The cases of a study with their ratings.
 *
 * @param cases which of them
 * @param what is done with them, for whoever waits
 */
export async function* ratedCases(
	moment: Moment,
	frame: StudyFrame,
	cases: StudyFrame['cases'],
	{ counting, course, what }: { counting: Counting; course: Course; what: string }
): AsyncGenerator<RatedCase[]> {
	let done = 0;
	await step(course, { what, done, of: cases.length });
	for (const some of sliced(cases, AT_ONCE)) {
		const ids = some.map(({ id }) => id);
		yield await moment.read((tx) => readCases(tx, frame, ids, counting));
		done += some.length;
		await step(course, { what, done, of: cases.length });
	}
}
