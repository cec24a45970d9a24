/**
 * Patterns: which scores an action was given, whoever gave them. A study has few of them, at most 165 of three ratings,
 * so what an action adds to a figure is found once a pattern, and a study is kept as one number an action.
 */
import { CONCORDANCE, share } from '#lib/agreement/shares.ts';
import type { Figure } from '#lib/agreement/coefficient.ts';
import * as gwet from '#lib/agreement/gwet.ts';
import * as krippendorff from '#lib/agreement/krippendorff.ts';
import { none, type Pattern } from '#lib/agreement/patterns.ts';
import * as percent from '#lib/agreement/percent.ts';
import * as sums from '#lib/agreement/sums.ts';
import type { Sums } from '#lib/agreement/sums.ts';
import type { Measure } from '#lib/domain/agreement-view.ts';

/** Raters are not told apart: these figures ask how alike ratings are, whoever gave them. */
export const LAYOUT = sums.layout();

/** A row of sums: those of the layout, and after them how many units are in each concordance class. */
export const ROW = LAYOUT.length + CONCORDANCE.classes.length;

const discordant = share(CONCORDANCE, ['discordant']);
const classesOf = (row: Sums) => row.subarray(LAYOUT.length);

/** The figures of a page, from rows. AC2 has Gwet's ordinal weights. */
export const FIGURES: Readonly<Record<Measure, Figure>> = {
	alpha: krippendorff.figure(LAYOUT, 'ordinal'),
	ac2: gwet.figure(LAYOUT, 'ordinal'),
	exact: percent.figure('identity'),
	within: percent.figure('within-1'),
	discordant: {
		scale: discordant.scale,
		units: (row) => discordant.units(classesOf(row)),
		of: (row) => ({ ...discordant.of(classesOf(row)), ...sums.paired(row) })
	}
};

/** What a pattern adds to a row: where, and how much. */
type Part = { places: readonly number[]; amounts: readonly number[] };

/** The pattern of no score. */
export const NONE = 0;

/** The patterns of a study, by number. */
export class Patterns {
	/** Of each its scores, in ascending order. */
	readonly scores: (readonly number[])[] = [];
	readonly #all: Pattern[] = [];
	readonly #parts: Part[] = [];
	readonly #next: number[][] = [];
	readonly #numbers = new Map<Pattern, number>();

	constructor() {
		this.#numberOf(none());
	}

	/** The pattern with one more score. */
	with(pattern: number, score: number): number {
		return (this.#next[pattern]![score] ??= this.#numberOf(this.#all[pattern]!.with(score)));
	}

	/** Adds what a pattern adds to a row that begins at a place. */
	addTo(rows: Float64Array, from: number, pattern: number): void {
		const { places, amounts } = this.#parts[pattern]!;
		for (let at = 0; at < places.length; at += 1) rows[from + places[at]!]! += amounts[at]!;
	}

	/** For every pattern the place of the class it is in; -1 where nothing can be said of it. */
	classed<Class extends string>(
		classes: readonly Class[],
		classOf: (scores: readonly number[]) => Class | undefined
	): Int8Array {
		return Int8Array.from(this.scores, (scores) => {
			const found = classOf(scores);
			return found === undefined ? -1 : classes.indexOf(found);
		});
	}

	#numberOf(pattern: Pattern): number {
		const known = this.#numbers.get(pattern);
		if (known !== undefined) return known;
		const number = this.#all.push(pattern) - 1;
		this.#numbers.set(pattern, number);
		this.#next.push([]);
		this.scores.push(pattern.scores);
		this.#parts.push(partOf(pattern.scores));
		return number;
	}
}

function partOf(scores: readonly number[]): Part {
	const unit = {
		raters: scores.length,
		starts: [0, scores.length],
		who: scores.map((_, at) => at)
	};
	const row = new Float64Array(ROW);
	row.set(sums.ofCases(LAYOUT, { ...unit, values: scores })[0]!);
	const found = CONCORDANCE.classOf(scores);
	if (found !== undefined) row[LAYOUT.length + CONCORDANCE.classes.indexOf(found)] = 1;
	const places = [...row.keys()].filter((at) => row[at] !== 0);
	return { places, amounts: places.map((at) => row[at]!) };
}
