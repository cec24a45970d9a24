/** The files of a release or an export that grow by slices of cases, as stretches of an archive. */
import type { Case, ToldCase } from '#lib/domain/case.ts';
import type { Slice } from '#lib/domain/release.ts';
import { Stretch } from './archive.ts';
import { byLine, itemLines, ITEMS, writeCase, type Finals } from './kit.ts';
import type { TextFormat } from './records.ts';
import { tableNames, tableOf, type Growing, type Widths } from './tables.ts';

/** The tables in one format. */
export class Tables {
	readonly stretches: readonly Stretch[];
	readonly #tables: readonly { growing: Growing; stretch: Stretch }[];

	/**
	 * @param folder before every path: `tables/`, or nothing
	 * @param stories whether stories are told
	 */
	constructor(folder: string, format: TextFormat | 'parquet', widths: Widths, stories: boolean) {
		this.#tables = tableNames(stories).map((table) => {
			const stretch = new Stretch(`${folder}${table}.${format}`);
			const growing = tableOf(table, widths, format);
			stretch.write(growing.head);
			return { growing, stretch };
		});
		this.stretches = this.#tables.map(({ stretch }) => stretch);
	}

	/** Writes the next cases, one file after the other: the caller may give way between them. */
	*add(slice: Slice): Generator<void> {
		for (const { growing, stretch } of this.#tables) {
			for (const piece of growing.add(slice)) {
				stretch.write(piece);
			}
			yield;
		}
	}

	end(): void {
		for (const { growing, stretch } of this.#tables) {
			stretch.write(growing.end());
			stretch.end();
		}
	}
}

/** Where a line of items.jsonl is to be found: in which case, and which of its lines. */
export type LineAt = { line: number; case: string; at: number };

/** A kit. Its cases come in the order of their files; then the lines of items.jsonl, which have an order of their own. */
export class Kit {
	readonly #folder: string;
	readonly #cases = new Stretch();
	readonly #items: Stretch;
	readonly #lines: LineAt[] = [];

	/** @param folder before every path: `kit/`, or nothing */
	constructor(folder: string) {
		this.#folder = folder;
		this.#items = new Stretch(`${folder}${ITEMS}`);
	}

	/** Without items.jsonl where no line is in it. */
	get stretches(): readonly Stretch[] {
		return this.#lines.length === 0 ? [this.#cases] : [this.#cases, this.#items];
	}

	/** @param finals as of `writeCase` */
	add(item: Case, finals: Finals | undefined): void {
		const written = writeCase(item, finals);
		if (written === null) return;
		for (const [path, bytes] of written) this.#cases.add(`${this.#folder}${path}`, bytes);
		itemLines(item).forEach(({ line }, at) =>
			this.#lines.push({ line, case: item.externalId, at })
		);
	}

	/** Where the lines of items.jsonl are, in their order, once every case is in. */
	get lines(): readonly LineAt[] {
		return this.#lines.toSorted(byLine);
	}

	/**
	 * Writes the next lines of items.jsonl.
	 *
	 * @param some of `lines`
	 * @param caseOf the cases that they are in
	 */
	addLines(some: readonly LineAt[], caseOf: ReadonlyMap<string, ToldCase>): void {
		const known = new Map<string, ReturnType<typeof itemLines>>();
		for (const { case: id, at } of some) {
			const lines = known.get(id) ?? itemLines(caseOf.get(id)!);
			known.set(id, lines);
			this.#items.write(`${JSON.stringify(lines[at]!.item)}\n`);
		}
	}

	end(): void {
		this.#items.end();
	}
}
