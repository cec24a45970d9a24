/** The curve of ratings and its forecast, as places in a picture. */
import { DAY_MS } from '#lib/domain/day.ts';
import { isKnown } from '#lib/domain/pace.ts';
import type { Pace } from './shown-types.ts';

/** The picture, in units of its own; the plot stands within. */
export const WIDTH = 340;
export const HEIGHT = 124;
const PLOT = { left: 4, right: 328, top: 22, bottom: 100 };

/** A forecast further away than this many times the study's age leaves the picture. */
const MOST_AHEAD = 1.5;

type Point = { x: number; y: number };

export type Curve = {
	/** The ratings so far, for `points` of a polyline. */
	line: string;
	start: Point;
	/** Now. */
	end: Point;
	/** How high all the ratings wanted are. */
	top: number;
	bottom: number;
	right: number;
	/** From now to the date of the forecast; the range around it as a triangle. Null where there is none. */
	forecast: { at: Point; band: string; inside: boolean } | null;
	/** Where the due date stands; null where there is none, or it lies outside. */
	due: number | null;
};

/** @returns null while nothing is rated */
export function curveOf(
	{ curve, finish, dueAt }: Pace,
	done: number,
	wanted: number,
	now: number
): Curve | null {
	const [first] = curve;
	if (first === undefined || wanted === 0) return null;
	const age = Math.max(DAY_MS, now - first.at);
	const ahead = [now, dueAt ?? 0, isKnown(finish) ? finish.to : 0];
	const until = Math.min(Math.max(...ahead), now + Math.max(14 * DAY_MS, MOST_AHEAD * age));
	const span = Math.max(DAY_MS, until - first.at);
	const x = (at: number) => PLOT.left + ((at - first.at) / span) * (PLOT.right - PLOT.left);
	const y = (ratings: number) => PLOT.bottom - (ratings / wanted) * (PLOT.bottom - PLOT.top);
	const points = curve.map(({ at, ratings }) => ({ x: x(at), y: y(ratings) }));
	const end = { x: x(now), y: y(done) };
	const { top, bottom, right } = PLOT;
	return {
		line: [...points.slice(0, -1), end].map(inPicture).join(' '),
		start: points[0]!,
		end,
		...{ top, bottom, right },
		forecast: isKnown(finish)
			? {
					at: { x: x(finish.at), y: top },
					band: [end, { x: x(finish.from), y: top }, { x: x(finish.to), y: top }]
						.map(inPicture)
						.join(' '),
					inside: finish.at <= until
				}
			: null,
		due: dueAt !== null && dueAt > first.at && dueAt <= until ? x(dueAt) : null
	};
}

const inPicture = ({ x, y }: Point) => `${x.toFixed(1)},${y.toFixed(1)}`;

/** Keeps a text that stands in the middle of its place within the picture. */
export function within(x: number, reach: number): number {
	return Math.min(WIDTH - reach, Math.max(reach, x));
}
