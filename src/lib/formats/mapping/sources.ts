/** What a mapping says of a field, made ready for the rows of one table. */
import { columnsOf, type AnySource } from '#lib/domain/mapping.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { folded, headOf, tidied } from '#lib/domain/spelling.ts';
import type { Limits } from '../limits.ts';
import { isNear, type Row } from '../table-read.ts';

/** A field of a row. */
export type Getter = {
	get(row: Row): string;
	/** What the file calls it; null where it is one value for all rows. */
	called: string | null;
	/** Whether anything stands in its columns; always false for one value for all rows. */
	isHeld(row: Row): boolean;
};

/** The columns of a table by the names a mapping gives them. */
export class Columns {
	readonly names: readonly string[];
	readonly #byHead: ReadonlyMap<string, string>;
	readonly #where: string;
	readonly #line: number;
	readonly #missing = new Set<string>();

	constructor(names: readonly string[], { where, line }: { where: string; line: number }) {
		this.names = names;
		this.#byHead = new Map(names.map((name) => [headOf(name), name]));
		this.#where = where;
		this.#line = line;
	}

	/** The name as the header has it; null, and noted, where there is no such column. */
	find(wanted: string): string | null {
		const found = this.#byHead.get(headOf(wanted));
		if (found === undefined) this.#missing.add(wanted);
		return found ?? null;
	}

	/** A field by its source. */
	getter(source: AnySource): Getter | null {
		const found = columnsOf(source).map((name) => this.find(name));
		if (found.includes(null)) return null;
		const names = found as string[];
		if ('value' in source) {
			return { get: () => source.value, called: null, isHeld: () => false };
		}
		const called = names.join(' + ');
		const isHeld = (row: Row) => names.some((name) => tidied(cell(row, name)) !== '');
		return { get: readerOf(source, names), called, isHeld };
	}

	/** Those fields for which there is a source, by name. */
	getters<F extends string>(
		fields: readonly F[],
		sources: Partial<Record<F, AnySource | undefined>>
	): Map<F, Getter> {
		const all = new Map<F, Getter>();
		for (const field of fields) {
			const source = sources[field];
			const found = source === undefined ? null : this.getter(source);
			if (found !== null) all.set(field, found);
		}
		return all;
	}

	/** A problem for each column that was looked for and is not there. */
	problems(): Problem[] {
		return [...this.#missing].map((wanted) => {
			const near = this.names.find((name) => isNear(name, wanted) || isNear(wanted, name));
			const holds = this.names.join(', ').slice(0, 200);
			const message =
				`the mapping reads a column "${wanted}", which is not there. The line holds: ${holds}.` +
				(near === undefined ? '' : ` Is "${near}" meant?`);
			return { where: this.#where, line: this.#line, message };
		});
	}
}

/** What the file calls a field; the field's own name where the file has none for it. */
export type Names = (field: string) => string;

export function namesOf(sources: ReadonlyMap<string, Getter>): Names {
	const called = new Map([...sources].map(([field, source]) => [field, source.called ?? field]));
	return (field) => called.get(field) ?? field;
}

const cell = (row: Row, name: string) => row.cells.get(name) ?? '';

function readerOf(source: AnySource, names: readonly string[]): (row: Row) => string {
	const [first] = names as [string];
	if ('columns' in source) return (row) => joined(row, names);
	if ('points' in source) return (row) => scoreOfPoints(cell(row, first));
	if (!('words' in source) || source.words === undefined) return (row) => cell(row, first);
	const words = new Map(Object.entries(source.words).map(([from, to]) => [folded(from), to]));
	return (row) => words.get(folded(cell(row, first))) ?? cell(row, first);
}

/** Several columns as one text, each under its name. */
function joined(row: Row, names: readonly string[]): string {
	const parts = names.flatMap((name) =>
		tidied(cell(row, name)) === '' ? [] : [`${name}: ${cell(row, name)}`]
	);
	return parts.join('\n\n');
}

/** From so many points on, whatever their sign, a score is that of a severe and of a moderate harm. */
const SEVERE = 8;
const MODERATE = 4;

/**
 * Points for and against, -10 to 10, as a score: for an action 7 and more by how much leaving it out would harm, against it
 * 3 and less by how much doing it would, and 5 for none. What is no number stays as it is, and is refused as a score.
 */
function scoreOfPoints(cellOfPoints: string): string {
	const own = tidied(cellOfPoints);
	if (!/^-?\d+(?:\.\d+)?$/.test(own)) return cellOfPoints;
	const points = Number(own);
	if (points === 0) return '5';
	const size = Math.abs(points);
	const tier = size >= SEVERE ? 2 : size >= MODERATE ? 1 : 0;
	return String(points > 0 ? 7 + tier : 3 - tier);
}

/** What to say where the rows make more than is read at once. */
export function tooMany(
	{ where, line }: Row,
	records: 'actions' | 'ratings',
	{ actions: most }: Limits
): Problem {
	const message = `there are more ${records} than are read: at most ${most.toLocaleString('en')} at once. Import in parts, or raise the limit.`;
	return { where, line, message };
}
