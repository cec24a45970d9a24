/** What stands in a column, as far as it tells what the column means. */
import { folded, tidied } from '#lib/domain/spelling.ts';
import { isMissing } from '../cells.ts';

/** What the cells of a column look like; `score` is whole numbers from 1 to 9. */
export type Looks =
	'empty' | 'score' | 'whole' | 'number' | 'yes-no' | 'date' | 'word' | 'text' | 'long-text';

export type Column = {
	/** As the header has it; one that is there before gets a number, one without a name its place: `Column 3`. */
	name: string;
	/** The first few different cells, cut short. */
	samples: string[];
	/** Cells that hold something. */
	filled: number;
	/** Different ones among them, counted up to a thousand. */
	distinct: number;
	/** How often, from top to bottom, a cell differs from the one before; empty ones do not count. */
	runs: number;
	/**
	 * The columns that determine this one: wherever they hold the same, it holds one value at most. Only the first that
	 * may be names are tried.
	 */
	sameIn: string[];
	/** Characters of a cell that holds something, on average. */
	length: number;
	looks: Looks;
};

const SAMPLES = 5;
const SAMPLE_LENGTH = 160;
const MOST_DISTINCT = 1_000;

/** So many rows, and columns, are looked at for what goes with what. */
const COMPARED_ROWS = 5_000;
const COMPARED_COLUMNS = 12;

/** From so many characters on average a cell is a text to be read, and from so many a long one. */
const TEXT = 25;
const LONG_TEXT = 120;

const SHAPES: readonly [Looks, RegExp][] = [
	['score', /^[1-9](?:\.0*)?$/],
	['yes-no', /^(?:true|false|yes|no|ja|nein|wahr|falsch|[01yjnx])$/i],
	['whole', /^-?\d{1,15}(?:\.0*)?$/],
	['number', /^-?\d{1,15}(?:[.,]\d+)?$/],
	['date', /^(?:\d{4}-\d\d-\d\d(?:[T ].*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})$/i]
];

/** Looks at the cells of a column, one after the other. */
export class ColumnLook {
	readonly name: string;
	readonly #samples: string[] = [];
	readonly #seen = new Set<string>();
	readonly #may = new Set(SHAPES.map(([shape]) => shape));
	#filled = 0;
	#told = 0;
	#runs = 0;
	#characters = 0;
	#last = '';
	/** The values of the first rows, each as a number; 0 for an empty one. */
	readonly values: number[] = [];
	readonly #numbers = new Map<string, number>();

	constructor(name: string) {
		this.name = name;
	}

	see(cell: string): void {
		// A long cell is a text, whatever stands at its ends.
		const own = cell.length > LONG_TEXT ? cell.trim() : tidied(cell);
		if (this.values.length < COMPARED_ROWS) this.values.push(this.#numberOf(own));
		if (own === '') return;
		this.#filled += 1;
		this.#characters += own.length;
		if (own !== this.#last) {
			this.#runs += 1;
			this.#last = own;
		}
		if (this.#seen.size < MOST_DISTINCT && !this.#seen.has(own)) {
			this.#seen.add(own);
			if (this.#samples.length < SAMPLES) {
				this.#samples.push(own.length > SAMPLE_LENGTH ? `${own.slice(0, SAMPLE_LENGTH)}…` : own);
			}
		}
		if (own.length > LONG_TEXT) this.#may.clear();
		else if (isMissing(own)) return;
		this.#told += 1;
		if (this.#may.size === 0) return;
		const word = folded(own);
		for (const [shape, pattern] of SHAPES) {
			if (this.#may.has(shape) && !pattern.test(word)) this.#may.delete(shape);
		}
	}

	/** What was seen, but for what goes with what. */
	said(): Column {
		return {
			name: this.name,
			samples: this.#samples,
			filled: this.#filled,
			distinct: this.#seen.size,
			runs: this.#runs,
			sameIn: [],
			length: this.#filled === 0 ? 0 : this.#characters / this.#filled,
			looks: this.#looks()
		};
	}

	#numberOf(own: string): number {
		if (own === '') return 0;
		const number = this.#numbers.get(own) ?? this.#numbers.size + 1;
		this.#numbers.set(own, number);
		return number;
	}

	#looks(): Looks {
		if (this.#told === 0) return 'empty';
		const shape = SHAPES.find(([one]) => this.#may.has(one))?.[0];
		if (shape !== undefined) return shape;
		const length = this.#characters / this.#filled;
		return length >= LONG_TEXT ? 'long-text' : length >= TEXT ? 'text' : 'word';
	}
}

/** What was seen in the columns of a table. */
export function said(looks: readonly ColumnLook[]): Column[] {
	const columns = looks.map((column) => column.said());
	const names = looks.filter((_, index) => mayName(columns[index]!)).slice(0, COMPARED_COLUMNS);
	return columns.map((column, index) => ({
		...column,
		sameIn: names.flatMap((name) => (isSameIn(looks[index]!, name) ? [name.name] : []))
	}));
}

const mayName = ({ looks }: Column) => looks !== 'empty' && looks !== 'date';

/** Whether a column has one value at most where another has one; an empty cell of the other is as the one above. */
function isSameIn({ values }: ColumnLook, other: ColumnLook): boolean {
	const known = new Map<number, number>();
	let name = 0;
	return values.every((value, row) => {
		name = other.values[row] || name;
		if (value === 0) return true;
		const before = known.get(name) ?? value;
		known.set(name, before);
		return before === value;
	});
}
