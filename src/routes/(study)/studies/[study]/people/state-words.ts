/** How somebody stands, in the words of the list. */
import { DAY_MS } from '#lib/domain/day.ts';
import { many, shortDay } from '#lib/components/figures.ts';
import type { PersonRow } from '#lib/server/services/people/index.ts';

/** In a few words: `silent 9 days`, `paused until 5 Dec`. */
export function stateWords(row: PersonRow, now: number): string {
	// Whoever does not rate has nothing to begin.
	if (row.group === 'runs' || row.group === 'submits') return 'active';
	switch (row.footing) {
		case 'invited':
			return row.openedAt === null ? 'invited, link not opened' : 'invited, link opened';
		case 'joined':
			return row.cases === 0 && row.role === 'rater' ? 'joined, no cases yet' : 'joined, not begun';
		case 'silent':
			return `silent ${many(row.silentDays, 'day')}`;
		case 'paused':
			return row.pausedUntil === null ? 'paused' : `paused until ${shortDay(row.pausedUntil, now)}`;
		case 'left':
			return row.leftAt === null ? 'left' : `left ${shortDay(row.leftAt, now)}`;
		case 'disabled':
			return 'account disabled';
		case 'done':
			return 'done';
		case 'late':
		case 'active':
			return 'active';
	}
}

/** What was tried, or what would do: the line under the state. '' where there is nothing to say. */
export function stateNote(row: PersonRow, now: number, dueAt: number | null): string {
	switch (row.footing) {
		case 'invited':
			return row.invitedAt === null ? 'no link yet' : `sent ${shortDay(row.invitedAt, now)}`;
		case 'silent':
		case 'joined':
			if (row.group !== 'needs') return '';
			if (row.remindedAt === null) return 'never reminded';
			return `reminded ${shortDay(row.remindedAt, now)}${row.care === 'move-work' ? ', no answer' : ''}`;
		case 'paused':
			return row.pauseReason ?? '';
		case 'left':
			return row.leaveReason ?? '';
		case 'late': {
			const pace = `${Math.round(row.perDay ?? 0)} a day`;
			if (dueAt === null || dueAt <= now) return pace;
			const wanted = Math.ceil((row.actions - row.rated) / ((dueAt - now) / DAY_MS));
			return `${pace}; ${wanted} would do`;
		}
		default:
			return '';
	}
}

/** When somebody was last here: `today 08:12`, `yesterday`, `22 Nov`. */
export function activeWords(at: number | null, now: number): string {
	if (at === null) return 'never';
	const today = Math.floor(now / DAY_MS);
	const that = Math.floor(at / DAY_MS);
	if (that === today) {
		return `today ${new Date(at).toISOString().slice(11, 16)}`;
	}
	return that === today - 1 ? 'yesterday' : shortDay(at, now);
}

/** When somebody will be done; the whole date for those who read it out. */
export function finishWords(row: PersonRow, now: number): string {
	if (row.role !== 'rater' || row.cases === 0) return '';
	if (row.footing === 'done') return 'signed';
	if (row.footing === 'left') return '';
	if (row.finishesAt === null || (row.group === 'needs' && row.footing !== 'late'))
		return 'not known';
	return shortDay(row.finishesAt, now);
}
