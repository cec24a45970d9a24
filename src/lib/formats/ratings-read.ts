/** Reads ratings made elsewhere: long (`ratings.csv`) and wide (`matrix.csv`). */
import { CANNOT_RATE_REASONS, FLAGS, MAX_COMMENT } from '#lib/domain/rating.ts';
import { together, type Problem } from '#lib/domain/refusal.ts';
import type { RatingRecord } from '#lib/domain/release.ts';
import type { Score } from '#lib/domain/scale.ts';
import { folded } from '#lib/domain/spelling.ts';
import { Cells, isMissing } from './cells.ts';
import type { Content } from './grid.ts';
import { passedOverInWords, unusedInWords } from './notes.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { quoted } from './quoted.ts';
import { columns } from './records.ts';
import * as tableRead from './table-read.ts';
import type { Row } from './table-read.ts';

/** A rating, the file it stands in, and its line, counted from 1. */
export type RatingRow = RatingRecord & { where: string; line: number };

/** The lines of ratings.csv, what is wrong with them, and what a person should know of how they were read. */
export type RatingRows = { rows: RatingRow[]; problems: Problem[]; notes: string[] };

/** Units down, raters across; null where a rating is missing. */
export type Matrix = {
	units: string[];
	/** The case of each unit; null where the file names none. */
	cases: string[] | null;
	raters: string[];
	table: (number | null)[][];
	problems: Problem[];
};

const RATINGS = 'ratings.csv';
const MATRIX = 'matrix.csv';
const MAX_NUMBER = 2_147_483_647;

function readRating(row: Row, problems: Problem[]): RatingRow {
	const cells = new Cells(row, problems);
	const before = problems.length;
	const rating: RatingRow = {
		...{ where: row.where, line: row.line },
		case: cells.name('case'),
		action: cells.whole('action', 1, MAX_NUMBER),
		rater: cells.nameAsWritten('rater'),
		round: cells.whole('round', 1, 1_000, 1),
		score: cells.whole('score', 1, 9, null) as Score | null,
		cannotRate: cells.words('cannot_rate', CANNOT_RATE_REASONS)[0] ?? null,
		comment: cells.maybe('comment'),
		flags: cells.words('flags', FLAGS),
		activeSeconds: cells.seconds('active_seconds'),
		ratedAt: cells.moment('rated_at')
	};
	if (rating.score !== null && rating.cannotRate !== null) {
		cells.fault(
			'cannot_rate',
			'there is a score and a reason why there is none: give one of them.'
		);
	}
	const silent = rating.comment === null && rating.flags.length === 0;
	if (problems.length === before && rating.score === null && rating.cannotRate === null && silent) {
		cells.fault(
			'score',
			`score is empty: give a score from 1 to 9, or in cannot_rate a reason (${CANNOT_RATE_REASONS.join(', ')}).`
		);
	}
	if ((rating.comment ?? '').length > MAX_COMMENT) {
		cells.fault(
			'comment',
			`comment is too long: at most ${MAX_COMMENT.toLocaleString('en')} characters.`
		);
	}
	return rating;
}

/** Takes rows with the columns of `ratings.csv` as ratings, each rater's of an action once in a round. */
export class RatingTaker {
	readonly rows: RatingRow[] = [];
	readonly #first = new Map<string, RatingRow>();

	readonly take: tableRead.Take = (row, problems) => {
		const before = problems.length;
		const rating = readRating(row, problems);
		// None of these holds a line end any more.
		const key = `${rating.case}\n${rating.action}\n${folded(rating.rater)}\n${rating.round}`;
		const first = this.#first.get(key);
		if (first === undefined) {
			this.#first.set(key, rating);
		} else if (problems.length === before) {
			const { where, line } = row;
			const there = first.where === where ? '' : ` of ${first.where}`;
			const message = `${rating.rater} rates action ${rating.action} of ${rating.case} here and on line ${first.line}${there}: keep one.`;
			problems.push({ where, line, message });
		}
		this.rows.push(rating);
	};
}

/**
 * Reads `ratings.csv`. Needed are the columns case, action, rater and score; without round it is the
 * first. A column that is not known is passed over, and named.
 *
 * @returns the ratings in the order of the file with their lines, all that is wrong, and what was passed over
 */
export function readRatings(content: Content, limits: Limits = DEFAULT_LIMITS): RatingRows {
	const known = columns('ratings');
	const expected = {
		where: RATINGS,
		required: ['case', 'action', 'rater', 'score'],
		...{ known, records: 'ratings' }
	};
	const taker = new RatingTaker();
	const sheet = tableRead.readRows(content, limits, expected, taker.take);
	const { problems } = sheet;
	const rows = sheet.header.length === 0 ? [] : taker.rows;
	const others = sheet.header.filter((name) => !known.includes(name));
	const notes = [
		...unusedInWords(RATINGS, others, 'not used', known),
		...passedOverInWords(RATINGS, sheet)
	];
	return { rows, problems: together(problems), notes };
}

/**
 * Reads `matrix.csv`: a column `unit`, perhaps one `case`, and one column a rater. An empty cell, `NA` and the like are a
 * missing rating; the numbers are not held to the scale, since agreement may be asked for other categories. The
 * units of one case have a name each; those of different cases may share one.
 *
 * @returns units, raters and ratings in the order of the file, and all that is wrong
 */
export function readMatrix(content: Content, limits: Limits = DEFAULT_LIMITS): Matrix {
	const { header, rows, problems } = tableRead.read(content, limits, {
		where: MATRIX,
		required: ['unit'],
		known: ['unit', 'case'],
		columns: ['unit', 'case', 'one column a rater'],
		records: 'units'
	});
	const raters = header.filter((name) => name !== 'unit' && name !== 'case');
	const cases: string[] | null = header.includes('case') ? [] : null;
	if (header.length > 0 && raters.length === 0) {
		problems.push({
			where: MATRIX,
			line: 1,
			message: 'has no column of a rater: add one a rater.'
		});
	}
	const units: string[] = [];
	const known = new Set<string>();
	// A matrix has many cells and few values.
	const values = new Map<string, number | null>();
	const table = rows.map((row) => {
		const cells = new Cells(row, problems);
		const unit = cells.name('unit');
		const ofCase = cases === null ? null : cells.name('case');
		const named = ofCase === null ? unit : `${ofCase} ${unit}`;
		if (known.has(named)) cells.fault('unit', `unit ${quoted(unit)} is there twice: keep one.`);
		known.add(named);
		units.push(unit);
		if (ofCase !== null) cases?.push(ofCase);
		return raters.map((rater) => {
			const cell = cells.raw(rater);
			const read = values.get(cell);
			if (read !== undefined) return read;
			const value = valueOf(cell.trim());
			if (value === undefined) {
				const message = `${quoted(cell.trim())} is not a number: give a number, or leave the cell empty.`;
				cells.fault(rater, message);
				return null;
			}
			values.set(cell, value);
			return value;
		});
	});
	return { units, cases, raters, table, problems };
}

/** The rating in a cell, null where it is missing; undefined where it is no number. */
function valueOf(cell: string): number | null | undefined {
	if (isMissing(cell)) return null;
	return /^-?\d{1,15}(?:\.\d+)?$/.test(cell) ? Number(cell) : undefined;
}
