/**
 * The cells of a workbook (.xlsx): its first sheet, as texts. A workbook is a zip of XML; of that XML little is
 * needed here, so that it is read by the few marks that matter, and no entity but XML's own is known.
 */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from './files.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { unzip } from './zip.ts';

/** No sheet is wider than this (XFD), whatever a cell says of its place. */
const MOST_COLUMNS = 16_384;

/**
 * @returns the rows of the first sheet down to the last that holds anything, each as long as its last cell
 * @throws Refusal ('invalid') for what is no workbook, ('limit') for one that is too large
 */
export async function readSheet(
	bytes: Uint8Array,
	limits: Limits = DEFAULT_LIMITS
): Promise<string[][]> {
	const files = await unzip(bytes, limits);
	const sheet = firstSheet(files);
	const shared = textOf(files, 'xl/sharedStrings.xml');
	if (sheet === null) {
		throw new Refusal('invalid', 'This is not a workbook: save the table as .xlsx or .csv.');
	}
	const strings = elements(shared ?? '', 'si').map(({ inner }) => textIn(inner));
	const rows: string[][] = [];
	for (const { attributes, inner } of elements(sheet, 'row')) {
		const number = Number(attribute(attributes, 'r') ?? rows.length + 1);
		// Rows with nothing in them are left out of a sheet: they keep their line.
		while (rows.length < Math.min(number - 1, limits.actions)) rows.push([]);
		if (rows.length >= limits.actions) break;
		rows.push(cellsOf(inner, strings));
	}
	return rows;
}

function firstSheet(files: Files): string | null {
	const book = textOf(files, 'xl/workbook.xml');
	const links = textOf(files, 'xl/_rels/workbook.xml.rels');
	const first = elements(book ?? '', 'sheet')[0];
	const id = first && attribute(first.attributes, 'r:id');
	const link = elements(links ?? '', 'Relationship').find(
		({ attributes }) => attribute(attributes, 'Id') === id
	);
	const target = link && attribute(link.attributes, 'Target');
	if (target === undefined || target === null) return null;
	return textOf(files, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
}

function cellsOf(row: string, strings: readonly string[]): string[] {
	const cells: string[] = [];
	for (const { attributes, inner } of elements(row, 'c')) {
		const place = columnOf(attribute(attributes, 'r')) ?? cells.length;
		while (cells.length < place) cells.push('');
		cells[place] = valueOf(attribute(attributes, 't'), inner, strings);
	}
	return cells;
}

function valueOf(type: string | null, inner: string, strings: readonly string[]): string {
	if (type === 'inlineStr') return textIn(inner);
	const value = unescaped(elements(inner, 'v')[0]?.inner ?? '');
	if (type === 's') return strings[Number(value)] ?? '';
	return type === 'b' ? (value === '1' ? 'true' : 'false') : value;
}

/** `B7` stands in column 1. */
function columnOf(reference: string | null): number | null {
	const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
	if (letters === undefined) return null;
	const number = [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);
	return Math.min(number, MOST_COLUMNS) - 1;
}

/** Text comes in runs, each with a look of its own; what tells how it is spoken (`rPh`) is none. */
const textIn = (inner: string) =>
	elements(inner.replace(/<rPh\b[\s\S]*?<\/rPh>/g, ''), 't')
		.map((run) => unescaped(run.inner))
		.join('');

type Element = { attributes: string; inner: string };

/** The elements of a name that do not stand in each other. */
function elements(xml: string, name: string): Element[] {
	const pattern = new RegExp(`<${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${name}>)`, 'g');
	return [...xml.matchAll(pattern)].map(([, attributes = '', inner = '']) => ({
		attributes,
		inner
	}));
}

function attribute(attributes: string, name: string): string | null {
	const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
	return found === null ? null : unescaped(found[1] ?? found[2] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'"
};

const unescaped = (text: string) =>
	text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
		if (name !== undefined) return ENTITIES[name as string] ?? whole;
		const code = hex === undefined ? Number(decimal) : parseInt(hex as string, 16);
		return code <= 0x10ffff ? String.fromCodePoint(code) : '';
	});

function textOf(files: Files, path: string): string | null {
	const bytes = files.get(path);
	return bytes === undefined ? null : new TextDecoder().decode(bytes);
}
