/** Which of a rater's own ratings may deserve a second look before they are signed. */
import { isRated, type RatingValue } from '#lib/domain/rating.ts';

/** A rating given in less active time than this may have been a slip of the finger. */
const QUICK_MS = 2_000;

type Looked = { value: RatingValue; activeMs: number };

export type SecondLook<T> = {
	/** The digit that opens the list. */
	key: number;
	/** Why one might look again. */
	kind: 'ends' | 'cannot-rate' | 'flagged' | 'commented' | 'quick';
	rows: T[];
};

/**
 * Five lists of a case's rows, in the order of the rows; a row may be in several.
 *
 * @param rows activeMs is 0 where it is not known, as for what came from a file
 */
export function secondLook<T extends Looked>(rows: readonly T[]): SecondLook<T>[] {
	const those = (holds: (row: T) => boolean) => rows.filter(holds);
	const quick = ({ value, activeMs }: T) => isRated(value) && activeMs > 0 && activeMs < QUICK_MS;
	return [
		{ key: 1, kind: 'ends', rows: those(({ value }) => value.score === 1 || value.score === 9) },
		{ key: 2, kind: 'cannot-rate', rows: those(({ value }) => value.cannotRate !== null) },
		{ key: 3, kind: 'flagged', rows: those(({ value }) => value.flags.length > 0) },
		{ key: 4, kind: 'commented', rows: those(({ value }) => value.comment !== '') },
		{ key: 5, kind: 'quick', rows: those(quick) }
	];
}
