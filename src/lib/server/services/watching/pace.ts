/** The pace of a study, and when it will be done. */
import { DAY_MS } from '#lib/domain/day.ts';
import { finishOf } from '#lib/domain/forecast.ts';
import type { Finish } from '#lib/domain/pace.ts';
import type { Daily, DayCount } from './daily.ts';
import type { Rater, Survey } from './survey.ts';

/** Ratings there were by the end of a day, the last of them by now. */
export type CurvePoint = { at: number; ratings: number };

export type Pace = {
	/** At the pace of those who are at work, as if they took over what waits for anybody else. */
	finish: Finish;
	/** Days that the pace is taken from. */
	days: number;
	dueAt: number | null;
	/** Thinned where the study is long; it begins with those whose day is not known, and mostly these are none. */
	curve: CurvePoint[];
	/** The last days one by one. */
	recent: DayCount[];
};

/** More points than a curve of this size can show. */
const MOST_POINTS = 60;

/** Days in the table behind the curve. */
const RECENT_DAYS = 14;

/**
 * @param done ratings that count toward k; a curve never ends above them
 * @param wanted k ratings of every action
 */
export function paceOf(survey: Survey, done: number, wanted: number): Pace {
	const { daily, round, now } = survey;
	return {
		finish: finishOfThose(survey, wanted - done),
		days: daily.recent.length,
		dueAt: round.dueAt,
		curve: curveOf(daily, done, now),
		recent: daily.days.slice(-RECENT_DAYS)
	};
}

/** What held people gave of late is no pace: they have stopped. */
function finishOfThose({ daily, raters, now }: Survey, left: number): Finish {
	const recentPerDay = [...daily.recent];
	for (const [memberId, counts] of daily.recentOf) {
		const rater = raters.get(memberId);
		if (rater !== undefined && isAtWork(rater)) continue;
		// The last days of both are today.
		const from = recentPerDay.length - counts.length;
		counts.forEach((count, at) => (recentPerDay[from + at]! -= count));
	}
	const stopped = left > 0 && recentPerDay.every((count) => count === 0);
	if (stopped && daily.recent.some((count) => count > 0)) {
		return { notKnown: 'All who rated of late have stopped.' };
	}
	return finishOf({ left, recentPerDay, now });
}

const isAtWork = ({ member, hold }: Rater) =>
	hold === null && member.leftAt === null && member.disabledAt === null;

function curveOf({ days, undated }: Daily, done: number, now: number): CurvePoint[] {
	if (days.length === 0) return [];
	let sum = undated;
	const points = days.map(({ day, ratings }) => {
		sum += ratings;
		return { at: Math.min(now, day + DAY_MS), ratings: Math.min(done, sum) };
	});
	const every = Math.ceil(points.length / MOST_POINTS);
	const kept = points.filter((_, index) => (points.length - 1 - index) % every === 0);
	return [{ at: days[0]!.day, ratings: Math.min(done, undated) }, ...kept];
}
