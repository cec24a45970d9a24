/** What a forecast means against the due date. */
import { DAY_MS } from '#lib/domain/day.ts';
import { many, shortDay } from '#lib/components/figures.ts';
import { isKnown, type Finish } from '#lib/domain/pace.ts';

/** `247 ratings a day`; of fewer than one it is not said how few. */
export function paceInWords(perDay: number): string {
	return perDay < 1 ? 'Less than one rating a day' : `${many(Math.round(perDay), 'rating')} a day`;
}

/** What a date counts on where some ratings wait for nobody who is at work. */
export function waitingInWords(waiting: number): string {
	const waits = waiting === 1 ? 'waits' : 'wait';
	return `Counts on others taking over: ${many(waiting, 'rating')} ${waits} for somebody who has stopped, or for an empty place.`;
}

export type Meaning = { text: string; warns: boolean };

/** @returns null where there is no due date, or nothing to hold against it */
export function againstDue(finish: Finish, dueAt: number | null, now: number): Meaning | null {
	if (dueAt === null) return null;
	const due = shortDay(dueAt, now);
	if (!isKnown(finish)) return { text: `Due ${due}`, warns: now > dueAt };
	const late = Math.ceil((finish.at - dueAt) / DAY_MS);
	if (late > 0) return { text: `${many(late, 'day')} after the due date, ${due}`, warns: true };
	if (finish.to > dueAt) return { text: `In time for ${due}, but not for certain`, warns: true };
	return { text: `In time for the due date, ${due}`, warns: false };
}
