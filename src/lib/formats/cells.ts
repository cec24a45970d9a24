/** Reads the cells of one row, and gathers what is wrong with them. */
import type { Problem } from '#lib/domain/refusal.ts';
import type { Row } from './csv.ts';

const YES = ['true', '1', 'yes'];
const NO = ['false', '0', 'no', ''];

/** Lists in one cell have a semicolon between their members. */
function parts(cell: string): string[] {
	return cell
		.split(';')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** One row under reading. Each method adds a problem where the cell does not hold what is asked for. */
export class Cells {
	readonly #row: Row;
	readonly #where: string;
	readonly #problems: Problem[];

	constructor(row: Row, where: string, problems: Problem[]) {
		this.#row = row;
		this.#where = where;
		this.#problems = problems;
	}

	/** Adds a problem with a cell of this row. */
	fault(field: string, message: string): void {
		this.#problems.push({ where: this.#where, line: this.#row.line, field, message });
	}

	/** The cell as it stands; empty where the file has no such column. */
	raw(column: string): string {
		return this.#row.cells.get(column) ?? '';
	}

	/** A text that must not be empty. */
	text(column: string): string {
		const cell = this.raw(column);
		if (cell.trim() === '') this.fault(column, `${column} is empty: fill the cell.`);
		return cell;
	}

	/** A text, or null where the cell is empty. */
	maybe(column: string): string | null {
		return this.raw(column) || null;
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
		const cell = this.raw(column).trim();
		if (cell === '' && fallback !== undefined) return fallback;
		const value = /^\d{1,10}$/.test(cell) ? Number(cell) : NaN;
		if (value >= min && value <= max) return value;
		const range = max > 1_000_000 ? `from ${min} on` : `from ${min} to ${max}`;
		this.fault(column, `${column} is "${cell}": must be a whole number ${range}.`);
		return min;
	}

	/** Seconds, or null where the cell is empty. */
	seconds(column: string): number | null {
		const cell = this.raw(column).trim();
		if (cell === '') return null;
		if (/^\d+(?:\.\d+)?$/.test(cell)) return Number(cell);
		this.fault(column, `${column} is "${cell}": must be a number of seconds, as 12.5.`);
		return null;
	}

	/** A moment as ISO 8601 in UTC, or null where the cell is empty. */
	moment(column: string): string | null {
		const cell = this.raw(column).trim();
		if (cell === '') return null;
		const given = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(cell);
		const value = new Date(cell);
		if (given && !Number.isNaN(value.getTime())) return value.toISOString();
		this.fault(column, `${column} is "${cell}": must be a time such as 2026-11-02T10:00:00Z.`);
		return null;
	}

	/** True or false; an empty cell is false. */
	flag(column: string): boolean {
		const cell = this.raw(column).trim().toLowerCase();
		if (!YES.includes(cell) && !NO.includes(cell)) {
			this.fault(column, `${column} is "${this.raw(column)}": must be true or false.`);
		}
		return YES.includes(cell);
	}

	/** Words with `;` between, each of which must be known. */
	words<T extends string>(column: string, known: readonly T[]): T[] {
		return parts(this.raw(column)).flatMap((part) => {
			const word = known.find((one) => one === part);
			if (word !== undefined) return [word];
			this.fault(column, `${column} holds "${part}": the words are ${known.join(', ')}.`);
			return [];
		});
	}

	/** Whole numbers from 1 on with `;` between, each once. */
	numbers(column: string): number[] {
		const all = parts(this.raw(column));
		if (all.every((part) => /^[1-9]\d{0,8}$/.test(part))) return [...new Set(all.map(Number))];
		this.fault(
			column,
			`${column} is "${this.raw(column)}": must hold numbers of actions with ";" between, as 1;2.`
		);
		return [];
	}
}
