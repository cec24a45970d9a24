/** A workbook made by hand, part by part, for specs of what reads one. */
import { encode } from './files.ts';
import { zip } from './zip.ts';

const OPEN = 'http://schemas.openxmlformats.org';
const SHEETS = `${OPEN}/spreadsheetml/2006/main`;
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const LINK = `${OPEN}/officeDocument/2006/relationships`;

const part = (name: string, type: string) =>
	`<Override PartName="${name}" ContentType="${TYPES}.${type}+xml"/>`;
const link = (id: string, type: string, target: string) =>
	`<Relationship Id="${id}" Type="${LINK}/${type}" Target="${target}"/>`;
const links = (...all: string[]) =>
	`<Relationships xmlns="${OPEN}/package/2006/relationships">${all.join('')}</Relationships>`;

/**
 * Two sheets; the one that comes first has the second file, and rows as given.
 *
 * @param rows `<row>` elements
 * @param strings `<si>` elements that cells may share
 */
export function workbook(rows: string, strings = ''): Uint8Array {
	const sheet = (inside: string) =>
		`<worksheet xmlns="${SHEETS}"><sheetData>${inside}</sheetData></worksheet>`;
	const files = {
		'[Content_Types].xml': `<Types xmlns="${OPEN}/package/2006/content-types">
			<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
			${part('/xl/workbook.xml', 'sheet.main')}${part('/xl/sharedStrings.xml', 'sharedStrings')}
			${part('/xl/worksheets/sheet1.xml', 'worksheet')}${part('/xl/worksheets/sheet2.xml', 'worksheet')}</Types>`,
		'_rels/.rels': links(link('rId1', 'officeDocument', 'xl/workbook.xml')),
		'xl/workbook.xml': `<workbook xmlns="${SHEETS}" xmlns:r="${LINK}"><sheets>
			<sheet name="People" sheetId="4" r:id="rId7"/><sheet name="Other" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': links(
			link('rId1', 'worksheet', 'worksheets/sheet1.xml'),
			link('rId7', 'worksheet', 'worksheets/sheet2.xml'),
			link('rId9', 'sharedStrings', 'sharedStrings.xml')
		),
		'xl/sharedStrings.xml': `<sst xmlns="${SHEETS}">${strings}</sst>`,
		'xl/worksheets/sheet1.xml': sheet(''),
		'xl/worksheets/sheet2.xml': sheet(rows)
	};
	return zip(new Map(Object.entries(files).map(([path, text]) => [path, encode(text)])));
}
