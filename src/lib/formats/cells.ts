/** Reads the cells of one row, and gathers what is wrong with them. */
import type { Problem } from '#lib/domain/refusal.ts';
import { folded, tidied } from '#lib/domain/spelling.ts';
import { quoted } from './quoted.ts';
import type { Row } from './table-read.ts';

const YES = ['true', '1', '1.0', 'yes'];
const NO = ['false', '0', '0.0', 'no', ''];

/** How programs write that there is no number, or no word out of a list. */
const MISSING = ['', 'na', 'n/a', 'nan', 'null', '.'];

/** Characters of a name, an id or a code. */
const MOST_OF_A_NAME = 200;

/** Whether a cell of numbers, or of words out of a list, says that there is none. */
export function isMissing(cell: string): boolean {
	return MISSING.includes(folded(cell));
}

/** A whole number as programs write it that know only numbers with a point: `9.0` is 9. */
const WHOLE = /^(\d{1,10})(?:\.0*)?$/;

/** Lists in one cell have a semicolon between their members. */
function parts(cell: string): string[] {
	return isMissing(cell)
		? []
		: cell
				.split(';')
				.map(tidied)
				.filter((part) => part !== '');
}

/** A moment in ISO 8601 with its offset from UTC. */
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Whether a moment stands as this reader gives it back, which most do: then it is on a calendar and a clock. */
function isAsWritten(cell: string): boolean {
	if (cell.length !== 24 || !cell.endsWith('Z')) return false;
	const value = new Date(cell);
	return !Number.isNaN(value.getTime()) && value.toISOString() === cell;
}

/** Whether the parts of a moment stand in a calendar and on a clock: there is no 30 February, and no 24:00. */
function isOnCalendar([
	,
	year,
	month,
	day,
	hour,
	minute,
	second = '0'
]: readonly string[]): boolean {
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	return (
		date.getUTCMonth() === Number(month) - 1 &&
		date.getUTCDate() === Number(day) &&
		Number(hour) < 24 &&
		Number(minute) < 60 &&
		Number(second) < 60
	);
}

/** One row under reading. Each method adds a problem where the cell does not hold what is asked for. */
export class Cells {
	readonly #row: Row;
	readonly #problems: Problem[];

	constructor(row: Row, problems: Problem[]) {
		this.#row = row;
		this.#problems = problems;
	}

	/** Adds a problem with a cell of this row. */
	fault(field: string, message: string): void {
		const { where, line, called } = this.#row;
		this.#problems.push({ where, line, field: called?.(field) ?? field, message });
	}

	/** The cell as it stands; empty where the file has no such column. */
	raw(column: string): string {
		return this.#row.cells.get(column) ?? '';
	}

	/** A text that must not be empty, as it stands. */
	text(column: string): string {
		const cell = this.raw(column);
		if (tidied(cell) === '') this.fault(column, `${column} is empty: fill the cell.`);
		return cell;
	}

	/** A name, id or code that must not be empty, in one spelling. */
	name(column: string): string {
		return this.#inBounds(column, tidied(this.text(column)));
	}

	/** A name as `name` reads it, in the spelling in which it is written. */
	nameAsWritten(column: string): string {
		return this.#inBounds(column, this.text(column));
	}

	/** A name or code in one spelling, or null where the cell is empty. */
	maybeName(column: string): string | null {
		return this.#inBounds(column, tidied(this.raw(column))) || null;
	}

	#inBounds(column: string, name: string): string {
		if (name.length <= MOST_OF_A_NAME) return name;
		const most = MOST_OF_A_NAME.toLocaleString('en');
		this.fault(column, `${column} is ${quoted(name)}: at most ${most} characters make a name.`);
		return name.slice(0, MOST_OF_A_NAME);
	}

	/** A text, or null where the cell is empty, or holds the word that data frames have for that: nobody writes it. */
	maybe(column: string): string | null {
		const cell = this.raw(column);
		return cell === '' || cell === 'NaN' ? null : cell;
	}

	/**
	 * A whole number.
	 *
	 * @param fallback what an empty cell stands for; left out where it must not be empty
	 */
	whole<T extends null | number>(
		column: string,
		min: number,
		max: number,
		fallback?: T
	): number | T {
		const cell = tidied(this.raw(column));
		if (isMissing(cell) && fallback !== undefined) return fallback;
		const value = Number(WHOLE.exec(cell)?.[1] ?? NaN);
		if (value >= min && value <= max) return value;
		const range = max > 1_000_000 ? `from ${min} on` : `from ${min} to ${max}`;
		this.fault(column, `${column} is ${quoted(cell)}: must be a whole number ${range}.`);
		return min;
	}

	/** Seconds, or null where the cell is empty. */
	seconds(column: string): number | null {
		const cell = tidied(this.raw(column));
		if (isMissing(cell)) return null;
		if (/^\d+(?:\.\d+)?$/.test(cell)) return Number(cell);
		this.fault(column, `${column} is ${quoted(cell)}: must be a number of seconds, as 12.5.`);
		return null;
	}

	/** A moment as ISO 8601 in UTC, or null where the cell is empty. */
	moment(column: string): string | null {
		const cell = tidied(this.raw(column));
		if (isAsWritten(cell)) return cell;
		if (isMissing(cell)) return null;
		const given = MOMENT.exec(cell);
		const value = new Date(cell);
		if (given !== null && isOnCalendar(given) && !Number.isNaN(value.getTime())) {
			return value.toISOString();
		}
		this.fault(
			column,
			`${column} is ${quoted(cell)}: must be a time that there is, such as 2026-11-02T10:00:00Z.`
		);
		return null;
	}

	/** True or false; an empty cell is false. */
	flag(column: string): boolean {
		const cell = folded(this.raw(column));
		if (!YES.includes(cell) && !NO.includes(cell)) {
			this.fault(column, `${column} is ${quoted(this.raw(column))}: must be true or false.`);
		}
		return YES.includes(cell);
	}

	/** True, false, or null where the cell is empty. */
	maybeFlag(column: string): boolean | null {
		return isMissing(this.raw(column)) ? null : this.flag(column);
	}

	/** Words with `;` between, each of which must be known. */
	words<T extends string>(column: string, known: readonly T[]): T[] {
		return parts(this.raw(column)).flatMap((part) => {
			const word = known.find((one) => one === folded(part));
			if (word !== undefined) return [word];
			this.fault(column, `${column} holds ${quoted(part)}: the words are ${known.join(', ')}.`);
			return [];
		});
	}

	/** Whole numbers from 1 on with `;` between, each once. */
	numbers(column: string): number[] {
		const all = parts(this.raw(column));
		if (all.every((part) => WHOLE.test(part) && Number(part) > 0))
			return [...new Set(all.map(Number))];
		this.fault(
			column,
			`${column} is ${quoted(this.raw(column))}: must hold numbers of actions with ";" between, as 1;2.`
		);
		return [];
	}
}
