/** Which of the mappings that are kept fit the files at hand, and what each says of them. */
import { columnsUsed, type Mapping } from '#lib/domain/mapping.ts';
import { headOf } from '#lib/domain/spelling.ts';
import type { LookedTable } from '#lib/formats/mapping/index.ts';

/**
 * A mapping with its tables found again among others: files that come each month have another name each month, but the
 * same columns.
 *
 * @returns null where a table that it reads is not there
 */
export function fitted(mapping: Mapping, tables: readonly LookedTable[]): Mapping | null {
	const free = new Set(tables);
	const found = mapping.tables.map((wanted) => {
		const used = columnsUsed(wanted).map(headOf);
		const fits = [...free].filter(({ columns }) =>
			used.every((head) => columns.some(({ name }) => headOf(name) === head))
		);
		const [best] = fits.toSorted((a, b) => alike(b, wanted) - alike(a, wanted));
		if (best === undefined || used.length === 0) return null;
		free.delete(best);
		return { ...wanted, file: best.file, sheet: best.sheet, header: best.header };
	});
	if (found.includes(null)) return null;
	return { ...mapping, tables: found } as Mapping;
}

type Place = Pick<LookedTable, 'sheet'> & { file: string | null };

/** How much speaks for a table being the one that a mapping means, where its columns do. */
const alike = (table: Place, wanted: Place) =>
	(table.sheet === wanted.sheet ? 1 : 0) + (table.file === wanted.file ? 2 : 0);

/** How many columns of the files a mapping uses: of several that fit, the one that uses most is meant. */
export function reach(mapping: Mapping): number {
	return mapping.tables.reduce((sum, table) => sum + columnsUsed(table).length, 0);
}
