/** Makes ratings of the rows of tables by a mapping: the rows of ratings.csv, as their reader takes them. */
import { RATING_FIELDS, type RatingField, type RatingTable } from '#lib/domain/mapping.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { folded, tidied } from '#lib/domain/spelling.ts';
import { isMissing } from '../cells.ts';
import type { Limits } from '../limits.ts';
import { RatingTaker, type RatingRow } from '../ratings-read.ts';
import type { Row, Take } from '../table-read.ts';
import { SafeIds } from './case-ids.ts';
import { tooMany, type Columns, type Getter } from './sources.ts';

/** Case and action in one: `Card001#3`. */
const UNIT = /^(.+?)\s*[#/:]\s*(\d+)$/;

type Ready = {
	place: { unit?: Getter; case?: Getter; action?: Getter };
	fillDown: RatingTable['fillDown'];
	ratings: Map<RatingField, Getter>[];
	cannotRate: ReadonlyMap<string, string>;
};

type At = { case: string; action: string; called: ReadonlyMap<string, string> };

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
		if (ready === null) return null;
		const above = new Map<string, string>();
		return (row, problems) => {
			const at = this.#placeOf(row, ready, above, problems);
			if (at === null) return;
			for (const sources of ready.ratings) this.#rate(row, at, sources, ready, problems);
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
		above: Map<string, string>,
		problems: Problem[]
	): At | null {
		const called = new Map<string, string>();
		const cellOf = (field: 'unit' | 'case' | 'action') => {
			const source = place[field];
			if (source?.called != null) called.set(field, source.called);
			const own = tidied(source?.get(row) ?? '');
			const cell = own === '' && fillDown.includes(field) ? (above.get(field) ?? '') : own;
			above.set(field, cell);
			return cell;
		};
		if (place.unit === undefined) {
			return this.#safe(row, { case: cellOf('case'), action: cellOf('action'), called }, problems);
		}
		const unit = cellOf('unit');
		const found = UNIT.exec(unit);
		const field = place.unit.called ?? 'unit';
		if (found !== null) {
			const both = new Map([
				['case', field],
				['action', field]
			]);
			return this.#safe(row, { case: found[1]!, action: found[2]!, called: both }, problems);
		}
		const message = `unit is "${unit}": must be the case and the number of the action, as Card001#3.`;
		problems.push({ where: row.where, line: row.line, field, message });
		return null;
	}

	/** The place with the id as the import of cases has made it. */
	#safe({ where, line }: Row, at: At, problems: Problem[]): At | null {
		if (at.case === '') return at;
		const found = this.#ids.of(at.case);
		if ('id' in found) return { ...at, case: found.id };
		const message = `case is "${at.case}", and there is "${found.other}": as names of files they would be the same.`;
		problems.push({ where, line, field: at.called.get('case') ?? 'case', message });
		return null;
	}

	#rate(
		row: Row,
		at: At,
		sources: Map<RatingField, Getter>,
		{ cannotRate }: Ready,
		problems: Problem[]
	): void {
		const fields = new Map<string, string>([
			['case', at.case],
			['action', at.action]
		]);
		const called = new Map(at.called);
		let isSaid = false;
		for (const [field, source] of sources) {
			const cell = source.get(row);
			fields.set(field, field === 'flags' ? cell.replaceAll(',', ';') : cell);
			if (source.called !== null) called.set(field, source.called);
			if (field === 'rater' || field === 'round' || !source.isHeld(row)) continue;
			isSaid ||= field === 'comment' ? true : !isMissing(cell);
		}
		// Whoever has a column, or a sheet, of his own, has not rated where it is empty.
		if (!isSaid && sources.get('rater')?.called === null) return;
		const reason = cannotRate.get(folded(fields.get('score') ?? ''));
		if (reason !== undefined) fields.set('score', '').set('cannot_rate', reason);
		if (this.rows.length >= this.#limits.actions) {
			if (!this.#isFull) problems.push(tooMany(row, 'ratings', this.#limits));
			this.#isFull = true;
			return;
		}
		const { where, line } = row;
		const name = (field: string) => called.get(field) ?? field;
		this.#taker.take({ where, line, cells: fields, called: name }, problems);
	}
}

function readyOf(table: RatingTable, columns: Columns): Ready | null {
	const getter = (source: Parameters<Columns['getter']>[0] | undefined) =>
		source === undefined ? undefined : (columns.getter(source) ?? undefined);
	const place = {
		unit: getter(table.place.unit),
		case: getter(table.place.case),
		action: getter(table.place.action)
	};
	const ratings = table.ratings.map(
		(set) =>
			new Map(
				RATING_FIELDS.flatMap((field): [RatingField, Getter][] => {
					const found = getter(set[field]);
					return found === undefined ? [] : [[field, found]];
				})
			)
	);
	const cannotRate = new Map(
		Object.entries(table.cannotRate).map(([word, reason]) => [folded(word), reason])
	);
	return { place, fillDown: table.fillDown, ratings, cannotRate };
}
