/** A list of actions as people paste it: a line each, with bullets or numbers, and perhaps a column for the category. */
import { fold } from './search.ts';

export type PastedAction = { text: string; category: string | null };

/** A bullet, a box to tick, a number or a letter at the head of a line, with what sets it off. */
const HEAD = /^(?:[-*•◦▪‣·–—]|\[[ xX]?\]|[☐☑]|\(?\d{1,4}[.)]|\(?[a-zA-Z]\))\s+/u;

/**
 * The actions of a pasted list.
 *
 * A line is an action; bullets and numbers at its head go. Where a line has columns, set off by tabs, a number in the
 * first one goes too, the next is the text and the one after it the category. A line that is the name of a known
 * category alone, with or without a colon, is the category of those below it.
 *
 * @param categories that are known: of another spelling in capital letters, the known one is taken
 */
export function pastedActions(pasted: string, categories: readonly string[]): PastedAction[] {
	const known = new Map(categories.map((name) => [fold(name), name]));
	const found: PastedAction[] = [];
	let below: string | null = null;
	for (const line of pasted.split(/\r\n|\r|\n/)) {
		const cells = line.split('\t').map((cell) => cell.trim());
		const filled = cells.filter((cell) => cell !== '');
		if (found.length === 0 && isHeader(filled)) continue;
		const [first = '', ...rest] =
			isNumber(filled[0]) && filled.length > 1 ? filled.slice(1) : filled;
		const text = withoutHead(first);
		if (text === '') continue;
		const [said] = rest;
		const heading = said === undefined ? known.get(fold(text.replace(/\s*:$/, ''))) : undefined;
		if (heading !== undefined) below = heading;
		else {
			const category = said === undefined ? below : (known.get(fold(said)) ?? said);
			found.push({ text, category });
		}
	}
	return found;
}

/** Whether what is pasted is a list, and not some words for one text. */
export function isList(pasted: string): boolean {
	return pasted.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length > 1;
}

const isNumber = (cell: string | undefined) => cell !== undefined && /^\(?\d{1,4}[.)]?$/.test(cell);

function withoutHead(text: string): string {
	let rest = text;
	// "- [ ] 3. Order" has three of them.
	for (let times = 0; times < 3 && HEAD.test(rest); times += 1) rest = rest.replace(HEAD, '');
	return rest.trim();
}

/** The names of the columns, as a spreadsheet has them in its first row. */
const isHeader = (cells: readonly string[]) =>
	cells.some((cell) => /^(text|action|option)s?$/i.test(cell)) &&
	cells.some((cell) => /^categor(y|ies)$/i.test(cell));
