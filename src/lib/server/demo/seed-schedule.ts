/** When the invented specialists work, and how far each of them gets. */
import { DAY_MS } from '#lib/domain/day.ts';
import type { Random } from '#lib/agreement/random.ts';
import { PANEL } from './seed-people.ts';

/** Days from the study's beginning to now, and the days in which rating happens. */
export const DAYS_SINCE_START = 21;
const RATING_DAYS = 18;

/** The hours of the day, UTC, in which a sitting begins. */
const FIRST_HOUR = 6;
const HOURS = 14;

/** How much of a case is rated. */
export type Extent = 'all' | 'half' | 'none';

/** One rater's sitting over one case. */
export type Sitting<A> = { assignment: A; startsAt: number; extent: Extent };

/** Members of a panel whose work is not finished, by their place in it. */
const UNFINISHED: Record<number, { last: Extent; others: Extent }> = {
	0: { last: 'none', others: 'all' },
	1: { last: 'half', others: 'all' },
	8: { last: 'half', others: 'all' },
	9: { last: 'none', others: 'none' }
};

/** The moment at which the study begins, three weeks before `now`, at midnight. */
export function beginning(now: number): number {
	return (Math.floor(now / DAY_MS) - DAYS_SINCE_START) * DAY_MS;
}

/**
 * Lays one rater's cases out over the weeks before now, in the order given.
 *
 * @param place the rater's place among the raters, from 0: in each panel of ten the first has a case
 *   waiting, the second and the ninth are half through one, the tenth has not begun
 * @param now milliseconds since 1970
 */
export function sittings<A>(
	random: Random,
	place: number,
	assignments: readonly A[],
	now: number
): Sitting<A>[] {
	const { last, others } = UNFINISHED[place % PANEL] ?? { last: 'all', others: 'all' };
	const firstDay = beginning(now) + DAY_MS;
	return assignments.map((assignment, index) => {
		const day = Math.floor(((index + random()) * RATING_DAYS) / assignments.length);
		const hour = FIRST_HOUR + HOURS * random();
		return {
			assignment,
			startsAt: Math.round(firstDay + day * DAY_MS + (hour * DAY_MS) / 24),
			extent: index === assignments.length - 1 ? last : others
		};
	});
}
