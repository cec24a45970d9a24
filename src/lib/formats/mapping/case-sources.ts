/** What a mapping says of cases and actions, made ready for the rows of one table. */
import {
	ACTION_FIELDS,
	CASE_FIELDS,
	type ActionField,
	type CaseField,
	type CaseTable
} from '#lib/domain/mapping.ts';
import { MadeIds } from './case-ids.ts';
import { keptOf, type Kept } from './kept.ts';
import { namesOf, type Columns, type Getter, type Names } from './sources.ts';

/** Fields of a case other than its id. */
const TOLD = CASE_FIELDS.filter((field) => field !== 'case');

/** The fields of one action of a row. */
export type ActionReady = { sources: ReadonlyMap<ActionField, Getter>; called: Names };

export type CaseReady = {
	id: Getter | null;
	/** Where cases have no id. */
	made: MadeIds | null;
	fillDown: boolean;
	told: ReadonlyMap<CaseField, Getter>;
	called: Names;
	actions: ActionReady[];
	keep: { case: Kept[]; action: Kept[] };
};

/** Makes a table ready; null where nothing names a case. Columns that are not there are noted by `columns`. */
export function readyOf(table: CaseTable, columns: Columns): CaseReady | null {
	const { case: source, ...rest } = table.case;
	if (source === undefined) return null;
	const isMade = 'numbered' in source;
	const id = isMade ? null : columns.getter(source);
	if (!isMade && id === null) return null;
	const told = columns.getters(TOLD, rest);
	const own = new Map<string, Getter>(id === null ? told : [['case', id], ...told]);
	return {
		...{ id, told, called: namesOf(own) },
		made: isMade ? new MadeIds(source.numbered) : null,
		fillDown: table.fillDown.includes('case'),
		actions: table.actions.map((set) => {
			const sources = columns.getters(ACTION_FIELDS, set);
			return { sources, called: namesOf(new Map<string, Getter>([...own, ...sources])) };
		}),
		keep: { case: keptOf(table.keep.case, columns), action: keptOf(table.keep.action, columns) }
	};
}
