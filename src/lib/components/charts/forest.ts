/** What a forest plot shows, and where it stands: pure, so that the drawing has only to be drawn. */
import { scaleLinear } from 'd3-scale';

/** A figure as it is drawn: numbers for the marks, words for the columns. */
export type ForestRow = {
	name: string;
	href?: string | undefined;
	/** Null where the figure is not defined; then `note` says so. */
	value: number | null;
	/** The ends of the interval; null where there is none. */
	ends: readonly [number, number] | null;
	cases: number;
	actions: number;
	words: string;
	interval: string;
	/** Of one case: its interval is over actions, and its dot open. */
	single?: boolean;
};

export type ForestGroup = { title: string; note?: string; rows: readonly ForestRow[] };

/** Below this width each row takes two lines. */
const NARROW = 560;

/** Places of the columns; `at` is the middle of a row's marks below its top. */
export type Columns = {
	isNarrow: boolean;
	row: number;
	marks: number;
	cases: number;
	actions: number;
	plot: readonly [number, number];
	value: number;
	interval: number;
	/** Letters of a name that fit. */
	letters: number;
};

/** @param width of the drawing, in pixels */
export function columnsOf(width: number): Columns {
	if (width < NARROW) {
		return {
			...{ isNarrow: true, row: 44, marks: 32, cases: 0, actions: 0 },
			...{ plot: [170, width - 12], value: width - 98, interval: width, letters: 22 }
		};
	}
	return {
		...{ isNarrow: false, row: 25, marks: 12.5, cases: 206, actions: 262 },
		...{ plot: [298, width - 188], value: width - 112, interval: width - 8, letters: 22 }
	};
}

export type Placed =
	| { kind: 'title'; y: number; title: string; note: string | undefined }
	| { kind: 'row'; y: number; row: ForestRow };

const HEAD = 30;
const TITLE = 34;

/** Every line with its top, under the head and the whole. */
export function placed(
	groups: readonly ForestGroup[],
	{ row }: Columns
): { lines: Placed[]; whole: number; height: number } {
	const lines: Placed[] = [];
	let y = HEAD + row + 4;
	for (const { title, note, rows } of groups) {
		lines.push({ kind: 'title', y, title, note });
		y += TITLE;
		for (const one of rows) {
			lines.push({ kind: 'row', y, row: one });
			y += row;
		}
		y += 4;
	}
	return { lines, whole: HEAD, height: y + 6 };
}

/**
 * From where to where the axis of some figures goes: 0 to 1, and farther down where a figure does; of differences as
 * far to either side of 0 as any goes. Intervals that go on beyond it are drawn with an arrow: of two cases one may
 * have no end in sight.
 */
export function domainOf(
	rows: readonly Pick<ForestRow, 'value' | 'ends'>[],
	isDifference: boolean
): [number, number] {
	const values = rows.flatMap(({ value }) => value ?? []);
	if (isDifference) {
		const reach = Math.max(0.05, ...values.map((value) => 1.6 * Math.abs(value)));
		return scaleLinear().domain([-reach, reach]).nice(8).domain() as [number, number];
	}
	return [Math.floor(5 * Math.min(0, ...values)) / 5, 1];
}

/** The marks of an interval between two places: a line with a stroke at each end, or an arrow where it goes on. */
export function whisker(
	[low, high]: readonly [number, number],
	[from, to]: readonly [number, number],
	y: number
): string {
	const end = (x: number, isIn: boolean, inwards: 1 | -1) =>
		isIn ? `M${x} ${y - 3.5}v7` : `M${x + 4 * inwards} ${y - 3.5}L${x} ${y}l${4 * inwards} 3.5`;
	const [left, right] = [Math.max(low, from), Math.min(high, to)];
	return `M${left} ${y}H${right}${end(left, low >= from, 1)}${end(right, high <= to, -1)}`;
}

/** A text cut to so many letters. */
export function fitted(text: string, letters: number): string {
	return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
}
