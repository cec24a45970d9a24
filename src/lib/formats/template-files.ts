/** Empty files with the columns that an import reads. */
import { utils, write } from '@e965/xlsx';
import * as csv from './csv.ts';
import { columnsOf, type Template } from './templates.ts';

export const TEMPLATE_FORMATS = ['xlsx', 'csv'] as const;
export type TemplateFormat = (typeof TEMPLATE_FORMATS)[number];

/** A file with the heads of the columns and no line yet; a workbook explains them on its second sheet. */
export function template(table: Template, format: TemplateFormat): Uint8Array {
	const columns = columnsOf(table);
	const header = columns.map(({ name }) => name);
	if (format === 'csv') return csv.write(header, []);
	const book = utils.book_new();
	utils.book_append_sheet(book, utils.aoa_to_sheet([header]), table);
	const about = columns.map(({ name, required, about: words, example }) => [
		...[name, required ? 'yes' : '', words, example]
	]);
	const heads = ['column', 'needed', 'what it holds', 'example'];
	utils.book_append_sheet(book, utils.aoa_to_sheet([heads, ...about]), 'columns');
	return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
