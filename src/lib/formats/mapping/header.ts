/** Which line of a table names its columns, and what they are called. */
import { headOf, tidied } from '#lib/domain/spelling.ts';
import type { Grid, Line } from '../grid.ts';
import { isWord } from './words.ts';

/** So many lines are looked at: above the header there may be a title, and who made the table. */
export const SEARCHED = 10;

/** A name that is no text for people to read. */
const LONGEST = 80;

/**
 * The line that names the columns: the first of those that hold most of the words by which columns are known, or else the
 * first that has more than one cell, all of them short and different and no numbers.
 *
 * @param lines the first of a table
 */
export function headerAmong(lines: readonly Line[]): Line | undefined {
	const known = lines.map(({ cells }) => cells.filter((cell) => isWord(cell)).length);
	const most = Math.max(0, ...known);
	if (most >= 2) return lines[known.indexOf(most)];
	return lines.find(({ cells }) => mayBeHeader(cells)) ?? lines[0];
}

function mayBeHeader(cells: readonly string[]): boolean {
	const held = cells.map(tidied).filter((cell) => cell !== '');
	const isName = (cell: string) => cell.length <= LONGEST && !/^[\d.,]+$/.test(cell);
	return held.length > 1 && held.every(isName) && new Set(held).size === held.length;
}

/**
 * A name for each column: as it stands, with a number where it is there before, and its place where it has none.
 *
 * @param cells of the header
 */
export function namesOf(cells: readonly string[]): string[] {
	const known = new Set<string>();
	return cells.map((cell, index) => {
		const own = tidied(cell) || `Column ${index + 1}`;
		let name = own;
		for (let n = 2; known.has(headOf(name)); n += 1) name = `${own} (${n})`;
		known.add(headOf(name));
		return name;
	});
}

/** The cells of a text's header without those at its end that name nothing. */
export const withoutNameless = (cells: readonly string[]) =>
	cells.slice(0, cells.findLastIndex((cell) => tidied(cell) !== '') + 1);

/** Takes lines off a grid until one is met that is wanted; those that were taken come with it. */
export function takeUntil(grid: Grid, isLast: (line: Line, taken: number) => boolean): Line[] {
	const taken: Line[] = [];
	for (let next = grid.lines.next(); !next.done; next = grid.lines.next()) {
		taken.push(next.value);
		if (isLast(next.value, taken.length)) break;
	}
	return taken;
}

/** A grid with some of its lines put back. */
export function withLines(lines: readonly Line[], grid: Grid): Grid {
	function* all(): Generator<Line, void> {
		yield* lines;
		for (let next = grid.lines.next(); !next.done; next = grid.lines.next()) yield next.value;
	}
	return { ...grid, lines: all() };
}
