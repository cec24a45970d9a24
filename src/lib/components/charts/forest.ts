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
	cases: string;
	actions: string;
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
			...{ plot: [150, width - 12], value: width - 82, interval: width, letters: 24 }
		};
	}
	return {
		...{ isNarrow: false, row: 23, marks: 11.5, cases: 206, actions: 262 },
		...{ plot: [286, width - 150], value: width - 98, interval: width - 8, letters: 22 }
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
 * From where to where the axis of some figures goes: 0 to 1, and farther down where an interval does; of differences
 * as far to either side of 0 as any goes.
 */
export function domainOf(
	rows: readonly Pick<ForestRow, 'value' | 'ends'>[],
	isDifference: boolean
): [number, number] {
	const ends = rows.flatMap(({ value, ends }) => ends ?? (value === null ? [] : [value]));
	if (isDifference) {
		const reach = Math.max(0.05, ...ends.map(Math.abs));
		const [from, to] = scaleLinear().domain([-reach, reach]).nice(8).domain() as [number, number];
		return [from, to];
	}
	const lowest = Math.min(0, ...ends);
	// Of few actions an interval may go down without end: the axis does not.
	return [Math.max(-1, Math.floor(lowest * 5) / 5), 1];
}

/** A text cut to so many letters. */
export function fitted(text: string, letters: number): string {
	return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
}
