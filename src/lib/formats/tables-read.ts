/** Reads cases and actions from tables (formats.md, section 2). */
import {
	CATEGORIES,
	SPECIALTY_NAMES,
	specialtyOf,
	type Action,
	type JsonObject,
	type ToldCase
} from '#lib/domain/case.ts';
import { together, type Problem } from '#lib/domain/refusal.ts';
import { Spellings } from '#lib/domain/spelling.ts';
import { Cells } from './cells.ts';
import type { Content } from './grid.ts';
import {
	circleInWords,
	FileNames,
	findCycle,
	idFault,
	sameFileInWords
} from '#lib/domain/case-ids.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { foldedInWords, passedOverInWords, unusedInWords } from './notes.ts';
import { quoted } from './quoted.ts';
import { columns } from './records.ts';
import * as tableRead from './table-read.ts';
import type { Row, Sheet } from './table-read.ts';

export type Tables = {
	cases: ToldCase[];
	/** Everything that is wrong. Only with none are the cases complete. */
	problems: Problem[];
	/** What a person should know of how they were read, in sentences. */
	notes: string[];
};

/** Codes that are known already, and in which spelling. */
export type KnownCodes = { specialties: readonly string[]; categories: readonly string[] };

/** Of a study that is not there yet. */
export const NO_CODES: KnownCodes = { specialties: [], categories: [] };

/** Codes as they are known; those of a file that are written otherwise are taken for them. */
export type Codes = Record<'specialty' | 'category' | 'groupType', Spellings>;

export const codesOf = ({ specialties, categories }: KnownCodes): Codes => ({
	specialty: new Spellings([...specialties, ...SPECIALTY_NAMES.keys()]),
	category: new Spellings([...categories, ...CATEGORIES]),
	groupType: new Spellings(['alternative', 'harm'])
});

const CASES = 'cases.csv';
const ACTIONS = 'actions.csv';
const MAX_NUMBER = 2_147_483_647;

type Placed = { action: Action; cells: Cells };

/** The rows of a table, and what is kept of each beside what Primum has a name for. */
export type TableRows = {
	/** The table in messages about no row of it. */
	where: string;
	rows: readonly Row[];
	/** Whether a column `reference_score` is one; a release writes none into its tables. */
	hasScores: boolean;
	kept(row: Row): JsonObject | null;
};

/** The rows of a sheet; its cells under names Primum does not know are kept. */
function rowsOf(sheet: Sheet, where: string, unknown: readonly string[]): TableRows {
	const kept = (row: Row) => ({
		table: Object.fromEntries(unknown.map((name) => [name, row.cells.get(name) ?? '']))
	});
	return {
		where,
		rows: sheet.rows,
		hasScores: false,
		kept: unknown.length === 0 ? () => null : kept
	};
}

function readCases(
	{ rows, kept }: TableRows,
	{ specialty }: Codes,
	problems: Problem[]
): Map<string, ToldCase> {
	const cases = new Map<string, ToldCase>();
	const files = new FileNames();
	for (const row of rows) {
		const cells = new Cells(row, problems);
		const externalId = cells.name('case');
		const unsafe = idFault(externalId);
		if (externalId !== '' && unsafe !== null) {
			cells.fault('case', `case is ${quoted(externalId)}: it ${unsafe}.`);
		}
		const same = files.collision(externalId);
		if (same !== null) {
			cells.fault('case', sameFileInWords(externalId, same));
		}
		if (cases.has(externalId)) {
			cells.fault(
				'case',
				`case is ${quoted(externalId)}, as in a line above: every case has one line.`
			);
			continue;
		}
		cases.set(externalId, {
			externalId,
			specialty: specialty.of(cells.maybeName('specialty') ?? specialtyOf(externalId)),
			presentation: cells.text('presentation'),
			question: cells.maybe('question'),
			reference: cells.maybe('reference'),
			actions: [],
			groups: [],
			variants: [],
			source: kept(row),
			guidance: null,
			heldOut: cells.maybeFlag('held_out')
		});
	}
	return cases;
}

function readAction(cells: Cells, codes: Codes, { hasScores }: TableRows): Omit<Action, 'source'> {
	const groupType = cells.maybeName('group_type');
	return {
		number: cells.whole('number', 1, MAX_NUMBER),
		text: cells.text('text'),
		category: codes.category.of(cells.name('category')),
		group: cells.maybeName('group'),
		groupType: groupType === null ? null : codes.groupType.of(groupType),
		dependsOn: cells.numbers('depends_on'),
		isHarmOfInaction: cells.flag('is_harm_of_inaction'),
		referenceScore: hasScores ? cells.whole('reference_score', 1, 9, null) : null
	};
}

function readActions(
	table: TableRows,
	{ cases, codes, where }: { cases: Map<string, ToldCase>; codes: Codes; where: string },
	problems: Problem[]
): Map<string, Map<number, Placed>> {
	const byCase = new Map([...cases.keys()].map((id) => [id, new Map<number, Placed>()]));
	for (const row of table.rows) {
		const cells = new Cells(row, problems);
		const id = cells.name('case');
		const found = problems.length;
		const action = { ...readAction(cells, codes, table), source: table.kept(row) };
		const actions = byCase.get(id);
		if (actions === undefined) {
			if (id !== '') cells.fault('case', `case is ${quoted(id)}: ${where} has no such case.`);
		} else if (actions.has(action.number)) {
			// A number that could not be read stands as 1, and has been reported.
			if (found === problems.length) {
				cells.fault('number', `action ${action.number} of ${id} is there twice: keep one.`);
			}
		} else {
			actions.set(action.number, { action, cells });
		}
	}
	return byCase;
}

function checkDependencies(id: string, actions: Map<number, Placed>): void {
	const parents = new Map<number, number[]>();
	for (const [number, { action, cells }] of actions) {
		for (const parent of action.dependsOn) {
			if (parent === number) {
				cells.fault('depends_on', `action ${number} depends on itself: remove the number.`);
			} else if (!actions.has(parent)) {
				cells.fault(
					'depends_on',
					`action ${number} depends on ${parent}, which ${id} does not have.`
				);
			}
		}
		parents.set(
			number,
			action.dependsOn.filter((parent) => parent !== number)
		);
	}
	const circle = findCycle(parents);
	if (circle === null) return;
	actions
		.get(circle[0]!)!
		.cells.fault(
			'depends_on',
			`actions depend on each other in a circle (${circleInWords(circle)}): remove one of these.`
		);
}

/** Gives a case its actions; of every alternative group one is enough, since a table says no more. */
function complete(item: ToldCase, actions: Map<number, Placed>): void {
	item.actions = [...actions.values()].map(({ action }) => action);
	const alternatives = item.actions.flatMap(({ group, groupType }) =>
		group !== null && groupType === 'alternative' ? [group] : []
	);
	item.groups = [...new Set(alternatives)].map((name) => ({
		name,
		pickCount: 1,
		pickType: 'min',
		source: null
	}));
}

/** The codes of a file that were written otherwise than they are known. */
export const codesInWords = ({ specialty, category, groupType }: Codes) => [
	...foldedInWords('specialty', specialty.foldings),
	...foldedInWords('category', category.foldings),
	...foldedInWords('group_type', groupType.foldings)
];

/**
 * Makes cases of rows with the columns of `cases.csv` and `actions.csv`.
 *
 * @param problems gets all that is wrong; only where nothing came are the cases complete
 * @returns the cases in the order of their rows
 */
export function casesOf(
	ofCases: TableRows,
	ofActions: TableRows,
	codes: Codes,
	problems: Problem[]
): ToldCase[] {
	const cases = readCases(ofCases, codes, problems);
	const byCase = readActions(ofActions, { cases, codes, where: ofCases.where }, problems);
	for (const [id, actions] of byCase) {
		const item = cases.get(id)!;
		checkDependencies(id, actions);
		complete(item, actions);
		if (actions.size === 0) {
			const message = `has no action of case "${id}": add at least one.`;
			problems.push({ where: ofActions.where, message });
		}
	}
	return [...cases.values()];
}

/**
 * Reads cases from `cases.csv` and `actions.csv`.
 *
 * @param ofCases columns case and presentation, and where they are wanted specialty, question, reference
 *   and held_out
 * @param ofActions columns case, number, text and category, and where they are wanted group, group_type,
 *   depends_on (numbers with `;` between) and is_harm_of_inaction
 * @param codes that a study has already: another spelling of one is taken for it
 * @returns the cases in the order of their lines, and every problem of both files at once
 */
export function readTables(
	ofCases: Content,
	ofActions: Content,
	limits: Limits = DEFAULT_LIMITS,
	codes: KnownCodes = NO_CODES
): Tables {
	const spelt = codesOf(codes);
	const known = { cases: columns('cases'), actions: columns('actions') };
	const caseSheet = tableRead.read(ofCases, limits, {
		where: CASES,
		required: ['case', 'presentation'],
		known: known.cases,
		records: 'cases'
	});
	const actionSheet = tableRead.read(ofActions, limits, {
		where: ACTIONS,
		required: ['case', 'number', 'text', 'category'],
		known: known.actions,
		records: 'actions'
	});
	const problems = [...caseSheet.problems, ...actionSheet.problems];
	if (caseSheet.header.length === 0 || actionSheet.header.length === 0) {
		return { cases: [], problems: together(problems), notes: [] };
	}
	const more = {
		cases: caseSheet.header.filter((name) => !known.cases.includes(name)),
		actions: actionSheet.header.filter((name) => !known.actions.includes(name))
	};
	for (const [where, names] of [
		[CASES, more.cases],
		[ACTIONS, more.actions]
	] as const) {
		if (!names.some((name) => name === '__proto__')) continue;
		const message =
			'a column is called __proto__, which is not accepted: name it otherwise, or remove it.';
		problems.push({ where, line: 1, message });
	}
	const cases = casesOf(
		rowsOf(caseSheet, CASES, more.cases),
		rowsOf(actionSheet, ACTIONS, more.actions),
		spelt,
		problems
	);
	return {
		cases,
		problems: together(problems),
		notes: [
			...unusedInWords(CASES, more.cases, 'kept with the case', known.cases),
			...unusedInWords(ACTIONS, more.actions, 'kept with the action', known.actions),
			...passedOverInWords(CASES, caseSheet),
			...passedOverInWords(ACTIONS, actionSheet),
			...codesInWords(spelt)
		]
	};
}
