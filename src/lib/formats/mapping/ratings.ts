/** Makes ratings of the rows of tables by a mapping: the rows of ratings.csv, as their reader takes them. */
import {
	PLACE_FIELDS,
	RATING_FIELDS,
	type PlaceField,
	type RatingField,
	type RatingTable
} from '#lib/domain/mapping.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { folded, tidied } from '#lib/domain/spelling.ts';
import { isMissing } from '../cells.ts';
import type { Limits } from '../limits.ts';
import { RatingTaker, type RatingRow } from '../ratings-read.ts';
import type { Row, Take } from '../table-read.ts';
import { SafeIds } from './case-ids.ts';
import { namesOf, tooMany, type Columns, type Getter, type Names } from './sources.ts';

/** Case and action in one: `Card001#3`. */
const UNIT = /^(.+?)\s*[#/:]\s*(\d+)$/;

type Ready = {
	place: ReadonlyMap<PlaceField, Getter>;
	fillDown: RatingTable['fillDown'];
	ratings: { sources: ReadonlyMap<RatingField, Getter>; called: Names }[];
	cannotRate: ReadonlyMap<string, string>;
};

/** The action that a row is about. */
type At = { case: string; action: string };

export class RatingMaker {
	readonly #limits: Limits;
	readonly #taker = new RatingTaker();
	readonly #ids = new SafeIds();
	#isFull = false;

	constructor(limits: Limits) {
		this.#limits = limits;
	}

	/** Makes ready what takes the rows of a table. */
	readonly prepare = (table: RatingTable, columns: Columns): Take | null => {
		const ready = readyOf(table, columns);
		const above = new Map<PlaceField, string>();
		return (row, problems) => {
			const at = this.#placeOf(row, ready, above, problems);
			if (at === null) return;
			for (const one of ready.ratings) this.#rate(row, at, one, ready, problems);
		};
	};

	get rows(): RatingRow[] {
		return this.#taker.rows;
	}

	notes(): string[] {
		return this.#ids.notes();
	}

	#placeOf(
		row: Row,
		{ place, fillDown }: Ready,
		above: Map<PlaceField, string>,
		problems: Problem[]
	): At | null {
		const cellOf = (field: PlaceField) => {
			const own = tidied(place.get(field)?.get(row) ?? '');
			const cell = own === '' && fillDown.includes(field) ? (above.get(field) ?? '') : own;
			above.set(field, cell);
			return cell;
		};
		const fault = (field: PlaceField, message: string) => {
			const { where, line } = row;
			problems.push({ where, line, field: place.get(field)?.called ?? field, message });
			return null;
		};
		const isUnit = place.has('unit');
		const unit = isUnit ? cellOf('unit') : '';
		const parts = UNIT.exec(unit);
		if (isUnit && parts === null) {
			return fault(
				'unit',
				`unit is "${unit}": must be the case and the number of the action, as Card001#3.`
			);
		}
		const [own, action] = parts?.slice(1) ?? [cellOf('case'), cellOf('action')];
		// The id as the import of cases has made it; an empty one is refused with the rest of the row.
		const found = own === '' ? { id: '' } : this.#ids.of(own!);
		if ('id' in found) return { case: found.id, action: action! };
		return fault(
			isUnit ? 'unit' : 'case',
			`case is "${own}", and there is "${found.other}": as names of files they would be the same.`
		);
	}

	#rate(
		row: Row,
		at: At,
		{ sources, called }: Ready['ratings'][number],
		{ cannotRate }: Ready,
		problems: Problem[]
	): void {
		const fields = new Map<string, string>(Object.entries(at));
		let isSaid = false;
		for (const [field, source] of sources) {
			const cell = source.get(row);
			fields.set(field, field === 'flags' ? cell.replaceAll(',', ';') : cell);
			if (field === 'rater' || field === 'round' || !source.isHeld(row)) continue;
			isSaid ||= field === 'comment' || !isMissing(cell);
		}
		// Whoever has a column, or a sheet, of their own, has not rated where it is empty.
		if (!isSaid && sources.get('rater')?.called === null) return;
		const reason = cannotRate.get(folded(fields.get('score') ?? ''));
		if (reason !== undefined) fields.set('score', '').set('cannot_rate', reason);
		if (this.rows.length >= this.#limits.actions) {
			if (!this.#isFull) problems.push(tooMany(row, 'ratings', this.#limits));
			this.#isFull = true;
			return;
		}
		this.#taker.take({ where: row.where, line: row.line, cells: fields, called }, problems);
	}
}

function readyOf(table: RatingTable, columns: Columns): Ready {
	const place = columns.getters(PLACE_FIELDS, table.place);
	// Case and action are named by the unit where they stand in one.
	const unit = place.get('unit');
	const named = unit === undefined ? place : [['case', unit] as const, ['action', unit] as const];
	return {
		...{ place, fillDown: table.fillDown },
		ratings: table.ratings.map((set) => {
			const sources = columns.getters(RATING_FIELDS, set);
			return { sources, called: namesOf(new Map<string, Getter>([...named, ...sources])) };
		}),
		cannotRate: new Map(
			Object.entries(table.cannotRate).map(([word, reason]) => [folded(word), reason])
		)
	};
}
