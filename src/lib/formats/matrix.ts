/**
 * The ratings, wide: one record an action (`Card001#1`), one place a rater. Three of three hundred raters rate
 * an action, so a record is written from one that is empty, and not from a value for each place.
 */
import { isRated } from '#lib/domain/rating.ts';
import type { RatingRecord, Slice } from '#lib/domain/release.ts';
import * as csv from './csv.ts';
import type { TextFormat } from './records.ts';
import type { Growing } from './tables.ts';

/** Scores of one unit by the place of their rater, in ascending order of place. */
type Filled = readonly { place: number; score: number }[];

/** A record without scores: its text, where the place of each rater ends in it, and what stands there. */
type Empty = { text: string; ends: readonly number[]; nothing: string };

/**
 * The matrix, which has every action of the cases in their order, with a place for every rater; a missing score is null
 * in JSONL, and an empty cell in CSV. Where a rater answered an action in several rounds, the last answer counts.
 */
export function matrixTable(raters: readonly string[], format: TextFormat): Growing {
	const rowsOf = matrixRows(raters);
	const empty = format === 'csv' ? emptyCells(raters) : emptyScores(raters);
	return {
		head: format === 'csv' ? csv.textOf([['unit', ...raters]]) : '',
		*add(slice) {
			for (const { unit, scores } of rowsOf(slice)) {
				const filled = fill(empty, scores);
				// The writer of CSV ends a record; the scores go before that end.
				yield format === 'csv'
					? `${csv.textOf([[unit]]).slice(0, -1)}${filled}\n`
					: `{"unit":${JSON.stringify(unit)},"scores":{${filled}}}\n`;
			}
		},
		end: () => new Uint8Array()
	};
}

/** A record of the matrix without its holes. */
export type MatrixRow = { unit: string; scores: Filled };

/** The records of the matrix in some cases. */
export function matrixRows(
	raters: readonly string[]
): (slice: Pick<Slice, 'cases' | 'ratings'>) => Generator<MatrixRow> {
	return function* ({ cases, ratings }) {
		const scores = scoresOf(ratings, raters);
		for (const { externalId, actions } of cases) {
			for (const { number } of actions) {
				const unit = `${externalId}#${number}`;
				yield { unit, scores: scores.get(unit) ?? [] };
			}
		}
	};
}

/** Records of the matrix as columns: the units, then the scores of each rater, null where one is missing. */
export function matrixColumns(rows: readonly MatrixRow[], raters: number): unknown[][] {
	const columns = Array.from({ length: raters }, () =>
		Array<number | null>(rows.length).fill(null)
	);
	rows.forEach(({ scores }, row) => {
		for (const { place, score } of scores) columns[place]![row] = score;
	});
	return [rows.map(({ unit }) => unit), ...columns];
}

function scoresOf(
	ratings: readonly RatingRecord[],
	raters: readonly string[]
): Map<string, Filled> {
	const placeOf = new Map(raters.map((rater, place) => [rater, place]));
	const byUnit = Map.groupBy(ratings, (rating) => `${rating.case}#${rating.action}`);
	const filled = new Map<string, Filled>();
	for (const [unit, given] of byUnit) {
		const latest = new Map<number, RatingRecord>();
		for (const rating of given) {
			const place = placeOf.get(rating.rater)!;
			const known = latest.get(place);
			if (!isRated(rating)) continue;
			if (known === undefined || known.round < rating.round) latest.set(place, rating);
		}
		const scored = [...latest].flatMap(([place, { score }]) =>
			score === null ? [] : [{ place, score }]
		);
		filled.set(
			unit,
			scored.sort((a, b) => a.place - b.place)
		);
	}
	return filled;
}

function emptyCells(raters: readonly string[]): Empty {
	return { text: ','.repeat(raters.length), ends: raters.map((_, at) => at + 1), nothing: '' };
}

function emptyScores(raters: readonly string[]): Empty {
	const nothing = 'null';
	const places = raters.map((rater) => `${JSON.stringify(rater)}:${nothing}`);
	let length = -1;
	const ends = places.map((place) => (length += place.length + 1));
	return { text: places.join(), ends, nothing };
}

function fill({ text, ends, nothing }: Empty, scores: Filled): string {
	let filled = '';
	let from = 0;
	for (const { place, score } of scores) {
		filled += `${text.slice(from, ends[place]! - nothing.length)}${score}`;
		from = ends[place]!;
	}
	return filled + text.slice(from);
}
