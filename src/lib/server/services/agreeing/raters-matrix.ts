/** Raters beside each other: how alike each two are, and how far each is from the others. */
import { cut, type Page } from '#lib/domain/page.ts';
import { APART, hundredths, isApart, MATRIX_RATERS } from '#lib/domain/raters.ts';
import type { Counted, RaterFigures } from './raters-counted.ts';
import type { Labelled } from './raters-labels.ts';

/** A pair in the lower triangle: row, column, κ × 100, actions both rated. No number where there is too little for one. */
export type Cell = [row: number, column: number, value: number | null, actions: number];

/** Raters by pool, and the pairs of them that share a case. */
export type RaterMatrix = { raters: Page<Labelled>; cells: Cell[] };

/** @param labels in the order of the matrix, by member id */
export function matrixOf(
	{ raters, pairs }: Counted,
	labels: ReadonlyMap<number, Labelled>,
	part: number
): RaterMatrix {
	const here = new Set(raters.map(({ memberId }) => memberId));
	const ordered = [...labels].filter(([id]) => here.has(id));
	const page = cut(ordered, part, MATRIX_RATERS);
	const placeOf = new Map(page.rows.map(([id], at) => [id, at]));
	const cells = pairs.flatMap(({ first, second, kappa }): Cell[] => {
		const [a, b] = [placeOf.get(first), placeOf.get(second)];
		if (a === undefined || b === undefined) return [];
		return [[Math.max(a, b), Math.min(a, b), hundredths(kappa), kappa.units]];
	});
	return { raters: { ...page, rows: page.rows.map(([, of]) => of) }, cells };
}

/** How many raters are how far from the others: in steps, and by name those who are farthest. */
export type Strip = {
	/** Points that one step spans. */
	step: number;
	/** The middle of each step that has anybody, how many it has, and whether they sit apart. */
	stacks: { at: number; raters: number; apart: boolean }[];
	named: { label: string; at: number }[];
};

const STEP = 0.05;

/** Raters that are named in the strip. */
const MOST_NAMED = 6;

export function stripOf(lines: readonly (RaterFigures & { label: string })[]): Strip {
	const placed = lines.flatMap(({ severity, label }) =>
		severity === undefined ? [] : [{ label, severity, at: stepOf(severity) }]
	);
	const stacks = [...Map.groupBy(placed, ({ at }) => at)]
		.map(([at, of]) => ({ at, raters: of.length, apart: Math.abs(at) >= APART - STEP / 4 }))
		.sort((a, b) => a.at - b.at);
	const named = placed
		.filter(({ severity }) => isApart(severity))
		.sort((a, b) => Math.abs(b.severity) - Math.abs(a.severity))
		.slice(0, MOST_NAMED)
		.map(({ label, at }) => ({ label, at }));
	return { step: STEP, stacks, named };
}

/** Away from nought where it is just apart, so that nobody is drawn on the other side of that line. */
function stepOf(severity: number): number {
	const steps = Math.round(severity / STEP);
	const most = Math.round(APART / STEP);
	const held = isApart(severity)
		? Math.max(most, Math.abs(steps))
		: Math.min(most - 1, Math.abs(steps));
	return Math.sign(severity) * held * STEP || 0;
}

/** How many of the pairs that have a number are below a limit, and how many have one. */
export function lowOf({ pairs }: Counted, limit: number): { low: number; of: number } {
	const values = pairs.flatMap(({ kappa }) => hundredths(kappa) ?? []);
	return { low: values.filter((value) => value < limit).length, of: values.length };
}
