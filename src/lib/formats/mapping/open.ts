/** Opens the tables in a person's files, of whatever kind they are. */
import { shortened } from '#lib/domain/listed.ts';
import { Refusal, type Problem } from '#lib/domain/refusal.ts';
import { folded } from '#lib/domain/spelling.ts';
import { isZip, type Files } from '../files.ts';
import { gridOf, type Grid } from '../grid.ts';
import { baseOf, isLitter } from '../layout.ts';
import type { Limits } from '../limits.ts';
import { readSheets, type SheetLines } from '../xlsx.ts';
import { JsonLines } from './json-lines.ts';

export type Kind = 'workbook' | 'text' | 'json-lines';

/** How a table is called. */
export const whereOf = (file: string, sheet: string | null) =>
	sheet === null ? file : `${file}, ${sheet}`;

/** What kind of file it is; null for one in which there is no table. */
export function kindOf(path: string, bytes: Uint8Array): Kind | null {
	if (isLitter(path)) return null;
	if (isZip(bytes)) return /\.zip$/i.test(path) ? null : 'workbook';
	if (/\.jsonl$/i.test(path)) return 'json-lines';
	return /\.(csv|tsv|txt|xlsx)$/i.test(path) ? 'text' : null;
}

/** Where a table lies, as a mapping says it. */
export type Place = { file: string | null; sheet: string | null };

/** The tables of some files; a file is read once, however many of its tables are asked for. */
export class Opener {
	readonly #files: Files;
	readonly #limits: Limits;
	readonly #books = new Map<string, Promise<SheetLines[]>>();

	constructor(files: Files, limits: Limits) {
		this.#files = files;
		this.#limits = limits;
	}

	/** The files with tables in them, in their order. */
	get files(): { file: string; kind: Kind }[] {
		return [...this.#files].flatMap(([file, bytes]) => {
			const kind = kindOf(file, bytes);
			return kind === null ? [] : [{ file, kind }];
		});
	}

	/** The file a mapping means: the one that is called so, or the only one there is. Null, with a problem, for neither. */
	find({ file: wanted }: Place, problems: Problem[]): { file: string; kind: Kind } | null {
		const all = this.files;
		const named = all.filter(
			({ file }) => wanted !== null && folded(baseOf(file)) === folded(baseOf(wanted))
		);
		const only = named.length === 0 ? all : named;
		if (only.length === 1) return only[0]!;
		const found =
			all.length === 0
				? 'none'
				: shortened(
						all.map(({ file }) => file),
						10
					);
		const message =
			wanted === null
				? `there must be one file with a table (.xlsx, .csv, .tsv, .txt, .jsonl). Found: ${found}.`
				: `the mapping wants one file that is called ${wanted}. Found: ${found}.`;
		problems.push({ where: '', message });
		return null;
	}

	/** The sheets of a workbook that hold anything; none, with a problem, where it cannot be read. */
	async sheets(file: string, problems: Problem[]): Promise<SheetLines[]> {
		const known = this.#books.get(file) ?? readSheets(this.#files.get(file)!, this.#limits);
		this.#books.set(file, known);
		try {
			return (await known).filter(({ lines }) => lines.length > 0);
		} catch (thrown) {
			if (!(thrown instanceof Refusal)) throw thrown;
			problems.push({ where: file, message: thrown.message });
			return [];
		}
	}

	/** A sheet by its name, or the first, or the only one; null, with a problem, where there is none. */
	async sheet(
		file: string,
		wanted: string | null,
		problems: Problem[]
	): Promise<SheetLines | null> {
		const before = problems.length;
		const all = await this.sheets(file, problems);
		const named = all.find(({ name }) => wanted !== null && folded(name) === folded(wanted));
		const found = named ?? (wanted === null || all.length === 1 ? all[0] : undefined);
		if (found !== undefined || problems.length > before) return found ?? null;
		const names = all.map(({ name }) => name);
		const message =
			all.length === 0
				? 'has nothing on any sheet.'
				: `has no sheet that is called ${wanted}. Its sheets: ${shortened(names, 20)}.`;
		problems.push({ where: file, message });
		return null;
	}

	/** A text file. @param isKnown as `gridOf` */
	text(file: string, isKnown: (name: string) => boolean, problems: Problem[]): Grid | null {
		const at = { where: file, limits: this.#limits };
		return gridOf(this.#files.get(file)!, at, isKnown, problems);
	}

	/** A file of JSON objects. */
	jsonLines(file: string, problems: Problem[]): JsonLines | null {
		return JsonLines.open(this.#files.get(file)!, file, this.#limits, problems);
	}
}
