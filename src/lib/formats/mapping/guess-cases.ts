/** Guesses how tables become cases with actions. */
import { SPECIALTY_NAMES, specialtyOf } from '#lib/domain/case.ts';
import {
	ACTION_FIELDS,
	CASE_FIELDS,
	columnsUsed,
	type ActionField,
	type ActionSources,
	type CaseField,
	type CaseTable,
	type Source
} from '#lib/domain/mapping.ts';
import { tidied } from '#lib/domain/spelling.ts';
import type { Column } from './column.ts';
import {
	best,
	byName,
	headsOf,
	isName,
	isText,
	type Say,
	type Sure,
	type Taken
} from './guess-fields.ts';
import type { LookedTable } from './look.ts';
import { fit, isPart } from './words.ts';

/** Why a field of a table was guessed so; `field` as `case.specialty` or `actions.0.text`. */
export type Reason = { field: string; sure: Sure; why: string };

export type GuessedTable<T> = { table: T; reasons: Reason[] };

type Fields = Map<CaseField | ActionField, Taken>;

/** What a table may be: of cases, of actions that name their cases, or both in one. */
type Role = 'both' | 'cases' | 'actions' | 'neither';

type Read = { from: LookedTable; role: Role; fields: Fields; wide: Wide[]; parts: Column[] };

/** Actions that stand in columns of their own, `Action 1`, `Action 2`, ..., each with what belongs to it. */
type Wide = Map<ActionField, Column>;

/**
 * Guesses for the tables that fit together best: of cases with their actions in one, all that are alike, or one of cases and
 * one of actions.
 */
export function guessCases(tables: readonly LookedTable[]): GuessedTable<CaseTable>[] {
	const read = tables.filter(({ rows }) => rows > 0).map(readTable);
	const whole = most(read.filter(({ role }) => role === 'both'));
	if (whole !== undefined) {
		const alike = read.filter((one) => sameColumns(one, whole));
		return alike.map((one) => guessed(one, alike.length > 1));
	}
	const cases = most(read.filter(({ role }) => role === 'cases'));
	const actions = most(read.filter(({ role }) => role === 'actions'));
	const found = [cases, actions].filter((one) => one !== undefined);
	return (found.length > 0 ? found : read.slice(0, 1)).map((one) => guessed(one, false));
}

const most = (all: readonly Read[]) =>
	all.toSorted((a, b) => b.fields.size - a.fields.size || b.from.rows - a.from.rows)[0];

const sameColumns = (one: Read, other: Read) =>
	one.role === other.role && headsOf(one.from) === headsOf(other.from);

/** In the order in which they choose: what tells a case or an action before what may be told beside it. */
const ORDER: readonly (CaseField | ActionField)[] = [
	...(['presentation', 'text', 'case', 'number', 'category'] as const),
	...CASE_FIELDS.filter((field) => field !== 'case' && field !== 'presentation'),
	...ACTION_FIELDS.filter((field) => !['text', 'number', 'category'].includes(field))
];

function readTable(from: LookedTable): Read {
	const wide = wideActions(from.columns);
	const inWide = new Set(wide.flatMap((set) => [...set.values()]));
	const own = from.columns.filter((column) => !inWide.has(column));
	const fields: Fields = byName(own, ORDER, 'cases');
	const left = () => {
		const taken = new Set([...fields.values()].map(({ column }) => column));
		return own.filter((column) => !taken.has(column));
	};
	const parts = partsIn(own, fields);
	if (parts.length > 0) fields.delete('presentation');
	else guessTexts(fields, left(), wide.length > 0);
	guessId(fields, left(), from);
	const tells = fields.has('presentation') || parts.length > 0;
	const acts = fields.has('text') || wide.length > 0;
	const role = tells && acts ? 'both' : tells ? 'cases' : acts ? 'actions' : 'neither';
	return { from, role, fields, wide, parts };
}

/** The parts of a history, where no column tells the whole case: two or more of them. */
function partsIn(columns: readonly Column[], fields: Fields): Column[] {
	const told = fields.get('presentation')?.column;
	if (told !== undefined && !isPart(told.name)) return [];
	const taken = new Set([...fields.values()].map(({ column }) => column));
	const parts = columns.filter(
		(column) => isPart(column.name) && (column === told || !taken.has(column))
	);
	return parts.length > 1 ? parts : [];
}

/** Where names say nothing: the longest texts tell the case, the most different ones are the actions. */
function guessTexts(fields: Fields, left: readonly Column[], isWide: boolean): void {
	const texts = left.filter(isText);
	if (!fields.has('presentation')) {
		const column = best(
			texts.filter(({ looks }) => looks === 'long-text'),
			({ length }) => length
		);
		if (column !== null) fields.set('presentation', { column, sure: 'unsure', why: 'long texts' });
	}
	if (fields.has('text') || isWide || !fields.has('presentation')) return;
	const told = fields.get('presentation')!.column;
	const others = texts.filter((column) => column !== told);
	const column = best(others, ({ distinct, filled }) => distinct / filled);
	if (column !== null) fields.set('text', { column, sure: 'unsure', why: 'different texts' });
}

/** Where no name says which column names the case: one that repeats with what tells it. */
function guessId(fields: Fields, left: readonly Column[], { rows }: LookedTable): void {
	if (fields.has('case')) return;
	const repeated = fields.has('text');
	const column = left.filter(isName).find(({ distinct, runs, filled }) => {
		const isGrouped = runs === distinct && distinct > 1;
		return repeated ? isGrouped && distinct < rows && filled > 0 : isGrouped && distinct === rows;
	});
	if (column === undefined) return;
	const why = repeated ? 'the same in rows that follow each other' : 'another in every row';
	fields.set('case', { column, sure: 'unsure', why });
}

/** `Action 3`, `Category of action 3`, `Action 3 category`: which action, and what of it. */
const NUMBERED = /^(.*?)[\s_.-]*(\d{1,3})[\s_.-]*(\D*)$/u;

function wideActions(columns: readonly Column[]): Wide[] {
	const sets = new Map<number, Wide>();
	for (const column of columns) {
		const [, stem = '', number, rest = ''] = NUMBERED.exec(column.name) ?? [];
		if (number === undefined) continue;
		const field = fieldOf(stem, rest);
		if (field === null) continue;
		const set = sets.get(Number(number)) ?? new Map<ActionField, Column>();
		if (!set.has(field)) sets.set(Number(number), set.set(field, column));
	}
	const whole = [...sets].filter(([, set]) => set.has('text')).sort(([a], [b]) => a - b);
	// Numbers are those of the columns: they must be 1, 2, 3 and so on.
	const isRow = whole.every(([number], index) => number === index + 1);
	return whole.length > 1 && isRow ? whole.map(([, set]) => set) : [];
}

const IN_WIDE = ['text', 'category', 'reference_score', 'group', 'group_type'] as const;

function fieldOf(stem: string, rest: string): ActionField | null {
	const isAction = fit(stem, 'text', 'cases') === 3;
	if (rest !== '') return isAction ? (named(rest) ?? null) : null;
	return isAction ? 'text' : (named(stem) ?? null);
}

const named = (name: string) =>
	IN_WIDE.find((field) => fit(name, field, 'cases') >= 2 && field !== 'text');

function guessed(read: Read, isOneOfMany: boolean): GuessedTable<CaseTable> {
	const { from, role, fields, wide, parts } = read;
	const reasons: Reason[] = [];
	const say: Say = (field, { sure, why }) => reasons.push({ field, sure, why });
	const table: CaseTable = {
		...{ file: from.file, sheet: from.sheet, header: from.header },
		...{ fillDown: [], case: {}, actions: [], keep: { case: [], action: [] } }
	};
	for (const field of CASE_FIELDS) {
		const taken = fields.get(field);
		if (taken === undefined) continue;
		table.case[field] = fromColumn(taken.column);
		say(`case.${field}`, taken);
	}
	if (parts.length > 0) {
		table.case.presentation = { columns: parts.map(({ name }) => name) };
		say('case.presentation', { sure: 'likely', why: 'the parts of a history, put together' });
	}
	if (role !== 'actions') tellCases(table, read, isOneOfMany, say);
	tellActions(table, read, say);
	const id = fields.get('case')?.column;
	const isSparse = id !== undefined && id.filled < from.rows && table.actions.length > 0;
	if (isSparse) table.fillDown = ['case'];
	table.keep = keptOf(table, read, wide.length > 0);
	return { table, reasons };
}

/** What a case must have, where no column gives it. */
function tellCases(table: CaseTable, { from, fields }: Read, isOneOfMany: boolean, say: Say): void {
	const id = fields.get('case')?.column;
	if (id === undefined) {
		table.case.case = { numbered: 'by-specialty' };
		say('case.case', { sure: 'likely', why: 'no column names the case' });
	}
	if (fields.has('specialty')) return;
	if (isOneOfMany && from.sheet !== null) {
		table.case.specialty = { value: from.sheet };
		say('case.specialty', { sure: 'likely', why: 'the name of the sheet' });
		return;
	}
	const named = id?.samples.every((sample) => SPECIALTY_NAMES.has(specialtyOf(tidied(sample))));
	if (named === true) return;
	table.case.specialty = { value: 'General' };
	say('case.specialty', { sure: 'unsure', why: 'no column: one for all' });
}

function tellActions(table: CaseTable, { role, fields, wide }: Read, say: Say): void {
	if (role !== 'both' && role !== 'actions') return;
	if (wide.length > 0) {
		const whole = wide.every((set) => set.has('category'));
		table.actions = wide.map((set, index) => {
			for (const field of set.keys()) {
				say(`actions.${index}.${field}`, { sure: 'sure', why: 'by its name and number' });
			}
			const sources: ActionSources = {};
			for (const [field, column] of set) sources[field] = fromColumn(column);
			return whole ? sources : { ...sources, category: { value: OTHER } };
		});
		if (!whole) say('actions.0.category', { sure: 'unsure', why: 'no column: one for all' });
		return;
	}
	const sources: ActionSources = {};
	for (const field of ACTION_FIELDS) {
		const taken = fields.get(field);
		if (taken === undefined) continue;
		sources[field] =
			field === 'is_harm_of_inaction' ? yesNo(taken.column) : fromColumn(taken.column);
		say(`actions.0.${field}`, taken);
	}
	if (sources.category === undefined) {
		sources.category = { value: OTHER };
		say('actions.0.category', { sure: 'unsure', why: 'no column: one for all' });
	}
	if (sources.number === undefined) {
		say('actions.0.number', { sure: 'likely', why: 'no column: numbered in order' });
	}
	table.actions = [sources];
}

/** The category of actions of which no column says one. */
const OTHER = 'Other';

const fromColumn = ({ name }: Column): Source => ({ column: name });

const YES_NO: Readonly<Record<string, string>> = {
	...{ ja: 'yes', nein: 'no', j: 'yes', y: 'yes', n: 'no', x: 'yes' },
	...{ wahr: 'true', falsch: 'false' }
};

/** Words for yes and no in other languages, where they are met. */
function yesNo({ name, samples }: Column): Source {
	const words = Object.entries(YES_NO).filter(([word]) =>
		samples.some((sample) => sample.toLowerCase() === word)
	);
	return words.length === 0 ? { column: name } : { column: name, words: Object.fromEntries(words) };
}

/** Columns that are kept: all that hold something, other than what raters said, which is no part of a case. */
function keptOf(
	table: CaseTable,
	{ from, role, fields }: Read,
	isWide: boolean
): CaseTable['keep'] {
	const used = new Set(columnsUsed(table));
	const others = from.columns.filter(
		(column) => !used.has(column.name) && column.filled > 0 && !isOfRaters(column)
	);
	const told = fields.get('case')?.column ?? fields.get('presentation')?.column;
	const isOfMember = ({ name }: Column) => from.sheet !== null && name.startsWith(`${from.sheet}.`);
	const isOfCase = (column: Column) =>
		role === 'cases' ||
		isWide ||
		(told !== undefined && column.sameIn.includes(told.name) && !isOfMember(column));
	const names = (all: readonly Column[]) => all.map(({ name }) => name);
	if (role === 'actions') return { case: [], action: names(others) };
	return {
		case: names(others.filter(isOfCase)),
		action: names(others.filter((column) => !isOfCase(column)))
	};
}

function isOfRaters({ name, looks }: Column): boolean {
	if (looks === 'score') return true;
	return (['rater', 'rated_at', 'comment', 'score'] as const).some(
		(field) => fit(name, field, 'ratings') === 3
	);
}
