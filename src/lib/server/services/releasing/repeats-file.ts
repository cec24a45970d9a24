/** What raters said of a case both times that it was shown to them, as a table of its own. */
import * as csv from '#lib/formats/csv.ts';
import type { Pair } from '../../store/repeats.ts';
import type { Names } from '#lib/domain/story.ts';

const HEADER = [
	'case',
	'action',
	'rater',
	'round',
	'first_score',
	'first_cannot_rate',
	'first_rated_at',
	'second_score',
	'second_cannot_rate',
	'second_rated_at'
];

const at = ({ updatedAt, untimed }: Pair['first']) =>
	untimed ? null : new Date(updatedAt).toISOString();

/**
 * One record an action that was rated both times. It is CSV in every export of tables: no reader of the others
 * expects it, and none takes a second time for a first.
 *
 * @returns its path and content
 */
export function repeatsFile(
	pairs: readonly Pair[],
	names: Pick<Names, 'rater'>
): [string, Uint8Array] {
	const rows = pairs.map(({ memberId, externalId, number, round, first, second }) => {
		const said = [first, second].flatMap((one) => [one.score, one.cannotRate, at(one)]);
		return [externalId, number, names.rater(memberId), round, ...said];
	});
	return ['repeats.csv', csv.write(HEADER, rows)];
}
