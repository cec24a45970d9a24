/**
 * Reads people from lines as they are really pasted: out of a spreadsheet, a mail or a list somebody typed. A line
 * is a person: name, address, specialties, and a role where one is written. Every line is read by itself, so that
 * one that cannot be read spoils no other.
 */
import { ROLES, type Role } from '#lib/domain/study.ts';

export type PersonLine = {
	/** From 1, as in the field. */
	line: number;
	/** The line as it stands. */
	text: string;
	name: string;
	/** As it is written; '' where there is none. */
	email: string;
	/** Words for specialties, not read yet. */
	specialties: string[];
	/** Null where the line names none. */
	role: Role | null;
	/** Why it cannot be a person, as the end of a sentence; null where it may be one. */
	fault: string | null;
};

type Column = 'name' | 'first' | 'last' | 'email' | 'specialties' | 'role';

/** Heads of columns, folded. */
const HEADS: Readonly<Record<Column, readonly string[]>> = {
	name: ['name', 'fullname', 'rater', 'person', 'physician', 'specialist'],
	first: ['first', 'firstname', 'given', 'givenname', 'forename', 'vorname'],
	last: ['last', 'lastname', 'family', 'familyname', 'surname', 'nachname'],
	email: ['email', 'mail', 'emailaddress', 'mailaddress', 'address', 'adresse', 'emailadresse'],
	specialties: [
		'specialty',
		'specialties',
		'speciality',
		'specialities',
		'discipline',
		'field'
	].concat('specialism', 'fachgebiet', 'fach'),
	role: ['role', 'rolle']
};

type Layout = { delimiter: string; columns: readonly (Column | null)[] };

/** @returns the people in the order of their lines; blank lines and a line of heads are none */
export function readPeople(text: string): PersonLine[] {
	const lines = text
		.normalize('NFC')
		.replace(/^\ufeff/, '')
		.split(/\r\n|\n|\r/)
		.map((line, index) => ({ line: index + 1, text: tidy(line) }))
		.filter(({ text: line }) => /[^\s,;|"]/.test(line) && !/^sep=.$/i.test(line));
	const layout = lines.length === 0 ? null : layoutOf(lines[0]!.text);
	const rest = layout === null ? lines : lines.slice(1);
	return rest.map((one) => ({
		...one,
		...(layout ? byHeads(one.text, layout) : freely(one.text))
	}));
}

/**
 * Puts another word in the place of one on a line; the rest of the text stays as it is.
 *
 * @param line from 1
 * @param from as `readPeople` gave it; where it stands more than once, the last is meant, for names come first
 */
export function mendWord(text: string, line: number, from: string, to: string): string {
	const lines = text.split(/(\r\n|\n|\r)/);
	const at = 2 * (line - 1);
	const word = from.split(' ').map(literally).join('\\s+');
	const places = [...(lines[at] ?? '').matchAll(new RegExp(word, 'gu'))];
	const place = places.at(-1);
	if (from === '' || place === undefined) return text;
	const before = lines[at]!.slice(0, place.index);
	lines[at] = before + to + lines[at]!.slice(place.index + place[0].length);
	return lines.join('');
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A line without what nobody sees in it; tabs stay, because they part cells. */
const tidy = (line: string) =>
	line
		.replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
		.replace(/[^\S\t]/g, ' ')
		.replace(/^ +|(?<! ) +$/g, '');

type Read = Omit<PersonLine, 'line' | 'text'>;

/** What parts the cells of a line: the first of these that stands outside of quotes. */
const DELIMITERS = ['\t', ';', '|', ','] as const;

const delimiterOf = (line: string): string | null => {
	const bare = line.replace(/"[^"]*"/g, '');
	return DELIMITERS.find((delimiter) => bare.includes(delimiter)) ?? null;
};

/** The cells of a line; a quote inside of a quoted cell is written twice. */
function cellsOf(line: string, delimiter: string): string[] {
	const cells: string[] = [''];
	let quoted = false;
	let blank = true;
	const add = (sign: string) => {
		cells[cells.length - 1] += sign;
		blank &&= sign.trim() === '';
	};
	for (let at = 0; at < line.length; at += 1) {
		const sign = line[at]!;
		if (quoted && sign === '"' && line[at + 1] === '"') {
			add('"');
			at += 1;
		} else if (sign === '"' && (quoted || blank)) quoted = !quoted;
		else if (sign === delimiter && !quoted) {
			cells.push('');
			blank = true;
		} else add(sign);
	}
	return cells.map((cell) => cell.trim());
}

/** How the columns lie, where the first line names them; a line with an address is a person's. */
function layoutOf(line: string): Layout | null {
	if (line.includes('@')) return null;
	const delimiter = delimiterOf(line);
	if (delimiter === null) return null;
	const columns = cellsOf(line, delimiter).map(columnOf);
	return columns.includes('email') ? { delimiter, columns } : null;
}

function columnOf(head: string): Column | null {
	const wanted = head.toLowerCase().replace(/[^\p{L}]/gu, '');
	const found = Object.entries(HEADS).find(([, heads]) => heads.includes(wanted));
	return found === undefined ? null : (found[0] as Column);
}

function byHeads(line: string, { delimiter, columns }: Layout): Read {
	const cells = cellsOf(line, delimiter);
	const under = (column: Column) =>
		cells.filter((cell, at) => columns[at] === column && cell !== '').join(' ');
	const name = under('name') || `${under('first')} ${under('last')}`.trim();
	const email = under('email');
	const found = ADDRESS.exec(email)?.[0] ?? email;
	const words = cells.filter((_, at) => columns[at] === 'specialties');
	const role = under('role');
	return {
		name: inOrder(name),
		email: bare(found),
		specialties: words.flatMap(partsOf),
		role: roleIn(role),
		fault: role !== '' && roleIn(role) === null ? `no role is called “${role}”` : faultIn(email)
	};
}

/** What may be meant as an address. As elsewhere here it looks behind itself so that a long line is read once. */
const ADDRESS = /(?<![^\s<>()"',;|])[^\s<>()"',;|]*@[^\s<>()"',;|]*/;
const EVERY_ADDRESS = new RegExp(ADDRESS, 'g');

function freely(line: string): Read {
	const delimiter = delimiterOf(line);
	const cells = delimiter === null ? [line] : cellsOf(line, delimiter);
	const at = cells.findIndex((cell) => ADDRESS.test(cell));
	if (at === -1) {
		const name = inOrder(cells[0] ?? '');
		return { name, email: '', specialties: [], role: null, fault: faultIn(line) };
	}
	const cell = cells[at]!;
	const { 0: address, index } = ADDRESS.exec(cell)!;
	const beside = cell.slice(0, index).replace(/(?<![\s<(,:])[\s<(,:]+$/, '');
	const before = cells.slice(0, at).filter((one) => one !== '');
	const after = [cell.slice(index + address.length), ...cells.slice(at + 1)];
	const words = after.flatMap(partsOf);
	const name = nameIn(before, beside) || inOrder(words.shift() ?? '');
	return {
		name,
		email: bare(address),
		specialties: words.filter((word) => roleIn(word) === null),
		role: words.map(roleIn).find((one) => one !== null) ?? null,
		fault: faultIn(line)
	};
}

/** The name in what stands before an address: in cells of its own, and in that of the address. */
function nameIn(before: readonly string[], beside: string): string {
	// `Marsh, Owen <o.marsh@example.org>`: the comma parts the name, not cells.
	if (before.length === 1 && beside !== '') return inOrder(`${before[0]}, ${beside}`);
	return [...before, beside]
		.map(inOrder)
		.filter((part) => part !== '')
		.join(' ');
}

/** "Last, First" as it is said; any other name as it is. */
function inOrder(name: string): string {
	const [last, first, ...more] = name.split(',').map((part) => part.trim());
	const turned = first && last && more.length === 0 ? `${first} ${last}` : name;
	return turned
		.replace(/^["']+|(?<!["'])["']+$/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** Specialties, and perhaps a role, with any of these signs between. */
const partsOf = (text: string) =>
	text
		.split(/[/;,|+\t]/)
		.map((part) =>
			part
				.replace(/["<>()]/g, '')
				.replace(/\s+/g, ' ')
				.trim()
		)
		.filter((part) => part !== '');

const roleIn = (word: string): Role | null =>
	ROLES.find((role) => role === word.toLowerCase().replace(/s$/, '')) ?? null;

/** An address without what a mail program or the end of a sentence puts around it. */
const bare = (address: string) => address.replace(/^mailto:/i, '').replace(/(?<!\.)\.+$/, '');

function faultIn(line: string): string | null {
	const addresses = [...line.matchAll(EVERY_ADDRESS)].map(([address]) => bare(address));
	const [address] = addresses;
	if (address === undefined) return 'no address in this line';
	if (new Set(addresses.map((one) => one.toLowerCase())).size > 1) {
		return 'two addresses in one line: give each person a line';
	}
	const [local = '', domain = '', ...more] = address.split('@');
	if (more.length > 0) return 'not an address: it has two “@”';
	if (local === '') return `not an address: nothing before “@${domain}”`;
	if (domain === '') return `not an address: nothing after “${local}@”`;
	if (!domain.includes('.')) return `not an address: nothing after “@${domain}”`;
	return null;
}
