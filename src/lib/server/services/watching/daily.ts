/** How many ratings were given on which day of the present round. */
import { DAY_MS } from '#lib/domain/day.ts';
import { PACE_DAYS } from '#lib/domain/pace.ts';
import { hourOf, NO_HOUR, type StudyPanel } from '../../panel/index.ts';

const HOURS = 24;
/** A day, by its beginning in UTC, in milliseconds since 1970. */
export type DayCount = { day: number; ratings: number };

export type Daily = {
	/** Ratings in each of the last days of the study and of each member, as finishOf takes them. */
	recent: number[];
	recentOf: ReadonlyMap<number, number[]>;
	/** Each day in UTC from the first with a rating to today, as far back as MOST_DAYS. */
	days: DayCount[];
	/** Ratings of none of these days: from before them, from after now, and those whose time nobody knows. */
	undated: number;
	/** Ratings of the last 24 hours, to the hour. */
	sinceYesterday: number;
};

/** Ten years: a file may bring in ratings of any time at all. */
const MOST_DAYS = 3_660;

/** The present round by days. What lies after now, as a file may bring in, counts in no pace. */
export function dailyOf(panel: StudyPanel, now: number): Daily {
	const present = hourOf(now);
	const study = new Recent(present);
	const members = new Map<number, Recent>();
	const byDay = new Map<number, number>();
	const today = Math.floor(present / HOURS);
	let undated = 0;
	for (const { hour, memberId, answers } of panel.ledgerOf(panel.present).entries()) {
		const day = Math.floor(hour / HOURS);
		if (hour === NO_HOUR || hour > present || day <= today - MOST_DAYS) {
			undated += answers;
			continue;
		}
		const member = members.get(memberId) ?? new Recent(present);
		members.set(memberId, member);
		member.add(hour, answers);
		study.add(hour, answers);
		byDay.set(day, (byDay.get(day) ?? 0) + answers);
	}
	const recent = study.counts();
	return {
		recent,
		recentOf: new Map([...members].map(([id, member]) => [id, member.counts()])),
		days: everyDay(byDay, today),
		undated,
		sinceYesterday: recent.at(-1) ?? 0
	};
}

/** Counts by days of 24 hours, the last of them up to now. */
class Recent {
	readonly #now: number;
	readonly #counts = new Array<number>(PACE_DAYS).fill(0);
	#days = 0;

	constructor(now: number) {
		this.#now = now;
	}

	add(hour: number, answers: number): void {
		const ago = Math.floor((this.#now - hour) / HOURS);
		this.#days = Math.max(this.#days, ago + 1);
		if (ago < PACE_DAYS) this.#counts[PACE_DAYS - 1 - ago]! += answers;
	}

	/** Those since the first rating, at most as many as make a pace. */
	counts(): number[] {
		return this.#counts.slice(Math.max(0, PACE_DAYS - this.#days));
	}
}

function everyDay(counts: ReadonlyMap<number, number>, today: number): DayCount[] {
	if (counts.size === 0) return [];
	const first = [...counts.keys()].reduce((least, day) => Math.min(least, day));
	return Array.from({ length: today - first + 1 }, (_, index) => ({
		day: (first + index) * DAY_MS,
		ratings: counts.get(first + index) ?? 0
	}));
}
