/** Makes cases of the rows of tables by a mapping: the rows of cases.csv and actions.csv, as their reader takes them. */
import { sameJson, type JsonObject, type JsonValue } from '#lib/domain/case.ts';
import type { ActionField, CaseTable } from '#lib/domain/mapping.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { folded, tidied } from '#lib/domain/spelling.ts';
import type { Limits } from '../limits.ts';
import type { Row, Take } from '../table-read.ts';
import { SafeIds } from './case-ids.ts';
import { readyOf, type CaseReady } from './case-sources.ts';
import { sourceOf, valueIn } from './kept.ts';
import { tooMany, type Columns, type Names } from './sources.ts';

/** A row of cases.csv or actions.csv, and what is kept beside it. */
export type MadeRow = Row & { kept: JsonObject | null };

/** A case under way. */
type Telling = {
	row: Row;
	called: Names;
	fields: Map<string, string>;
	kept: Map<string, JsonValue>;
};

export class CaseMaker {
	readonly #limits: Limits;
	readonly #cases = new Map<string, Telling>();
	readonly #actions: MadeRow[] = [];
	readonly #ids = new SafeIds();
	/** Of cases without ids, by what tells them. */
	readonly #byText = new Map<string, string>();
	readonly #counts = new Map<string, number>();
	/** What is kept under another name than it has. */
	readonly #renamed = new Map<string, string>();
	#isFull = false;

	constructor(limits: Limits) {
		this.#limits = limits;
	}

	/** Makes ready what takes the rows of a table. */
	readonly prepare = (table: CaseTable, columns: Columns): Take | null => {
		const ready = readyOf(table, columns);
		if (ready === null) return null;
		for (const { column, as } of [...ready.keep.case, ...ready.keep.action]) {
			if (as !== column) this.#renamed.set(column, as);
		}
		let above = '';
		return (row, problems) => {
			const id = this.#idOf(row, ready, above, problems);
			if (id === null) return;
			above = id;
			const isTold = ready.told.has('presentation');
			if (isTold || this.#cases.has(id)) this.#tell(id, row, ready, problems);
			this.#act(id, row, ready, problems);
		};
	};

	/** The rows of cases.csv. */
	get cases(): MadeRow[] {
		return [...this.#cases].map(([id, { row, fields, called, kept }]) =>
			madeRow(row, fields.set('case', id), called, sourceOf(kept))
		);
	}

	/** The rows of actions.csv. */
	get actions(): MadeRow[] {
		return this.#actions;
	}

	notes(): string[] {
		const renamed = [...this.#renamed].map(([column, as]) => `"${column}" is kept as "${as}"`);
		return [
			...this.#ids.notes(),
			...(renamed.length === 0
				? []
				: [`The names of some columns mean something else in a release: ${renamed.join(', ')}.`])
		];
	}

	/** The id of the case that a row is about; null, with a problem, where it cannot be told. */
	#idOf(row: Row, ready: CaseReady, above: string, problems: Problem[]): string | null {
		const { id, fillDown, called } = ready;
		if (id === null) return this.#madeId(row, ready, above, problems);
		const written = id.get(row);
		if (tidied(written) === '') {
			if (fillDown && above !== '') return above;
			const message = fillDown
				? 'no case is named here, nor above.'
				: 'no case is named here: fill the cell, or let the mapping fill it from above.';
			problems.push(placed(row, called('case'), message));
			return null;
		}
		const found = this.#ids.of(written);
		if ('id' in found) return found.id;
		const message = `case is "${tidied(written)}", and there is "${found.other}": as names of files they would be the same. Name one otherwise.`;
		problems.push(placed(row, called('case'), message));
		return null;
	}

	/** A case without an id begins where another text tells it; a row without such a text goes on with the one above. */
	#madeId(row: Row, { told, made, called }: CaseReady, above: string, problems: Problem[]) {
		const text = tidied(told.get('presentation')?.get(row) ?? '');
		if (text === '') {
			if (above !== '') return above;
			problems.push(placed(row, called('presentation'), 'tells no case, nor does a row above.'));
			return null;
		}
		const id =
			this.#byText.get(text) ?? made!.next(told.get('specialty')?.get(row) ?? '', row.line);
		this.#byText.set(text, id);
		return id;
	}

	/** Takes what a row tells of its case: every field once, or in each row the same. */
	#tell(id: string, row: Row, { told, called, keep }: CaseReady, problems: Problem[]): void {
		const item: Telling = this.#cases.get(id) ?? {
			row,
			called,
			fields: new Map(),
			kept: new Map()
		};
		this.#cases.set(id, item);
		const { fields, kept, row: first } = item;
		const differs = (name: string, what: string) => {
			const there = first.where === row.where ? '' : `${first.where}, `;
			const message = `differs from what ${there}line ${first.line} says of ${id}: ${what}`;
			problems.push(placed(row, name, message));
		};
		for (const [field, { get }] of told) {
			const [now, before] = [get(row), fields.get(field) ?? ''];
			if (now === before || tidied(now) === '') continue;
			if (before === '') fields.set(field, now);
			else if (folded(now) !== folded(before)) differs(called(field), `a case has one ${field}.`);
		}
		for (const { column, as } of keep.case) {
			const [now, before] = [valueIn(row, column), kept.get(as) ?? ''];
			if (before === '') kept.set(as, now);
			else if (now !== '' && now !== null && !sameJson(now, before)) {
				differs(column, 'keep the column with the action, or leave it out.');
			}
		}
	}

	/** Takes the actions of a row: those of whose columns any holds something. */
	#act(id: string, row: Row, { actions, keep }: CaseReady, problems: Problem[]): void {
		for (const [index, { sources, called }] of actions.entries()) {
			if (![...sources.values()].some((field) => field.isHeld(row))) continue;
			if (this.#actions.length >= this.#limits.actions) {
				if (!this.#isFull) problems.push(tooMany(row, 'actions', this.#limits));
				this.#isFull = true;
				return;
			}
			const count = (this.#counts.get(id) ?? 0) + 1;
			this.#counts.set(id, count);
			const fields = new Map<string, string>([['case', id]]);
			for (const [field, { get }] of sources) fields.set(field, listed(field, get(row)));
			// An action in a column of its own has the number of the column, whichever others are empty.
			const number = actions.length > 1 ? index + 1 : count;
			if (!sources.has('number')) fields.set('number', String(number));
			const kept = new Map(keep.action.map(({ column, as }) => [as, valueIn(row, column)]));
			this.#actions.push(madeRow(row, fields, called, sourceOf(kept)));
		}
	}
}

/** Numbers of actions may have commas between, as most people write them. */
const listed = (field: ActionField, cell: string) =>
	field === 'depends_on' ? cell.replaceAll(',', ';') : cell;

const placed = ({ where, line }: Row, field: string | undefined, message: string): Problem => ({
	...{ where, line },
	...(field === undefined ? {} : { field }),
	message
});

function madeRow(
	{ where, line }: Row,
	cells: Map<string, string>,
	called: Names,
	kept: JsonObject | null
): MadeRow {
	return { where, line, cells, called, kept };
}
