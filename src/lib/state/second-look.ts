/** Which of a rater's own ratings may deserve a second look before they are signed. */
import { isRated, type RatingValue } from '#lib/domain/rating.ts';

/** A rating given in less active time than this may have been a slip of the finger. */
const QUICK_MS = 2_000;

type Looked = { value: RatingValue; activeMs: number };

export type SecondLook<T> = {
	/** The digit that opens the list. */
	key: number;
	words: string;
	/** Why one might look again; a sentence. */
	why: string;
	rows: T[];
};

/**
 * Five lists of a case's rows, in the order of the rows; a row may be in several.
 *
 * @param rows activeMs is 0 where it is not known, as for what came from a file
 */
export function secondLook<T extends Looked>(rows: readonly T[]): SecondLook<T>[] {
	const those = (holds: (row: T) => boolean) => rows.filter(holds);
	return [
		{
			words: 'at the ends',
			why: 'Scores 1 and 9 say that there is hardly any doubt.',
			rows: those(({ value }) => value.score === 1 || value.score === 9)
		},
		{
			words: 'cannot rate',
			why: 'These enter no figure. Perhaps a rating is possible after all.',
			rows: those(({ value }) => value.cannotRate !== null)
		},
		{
			words: 'flagged',
			why: 'The coordinator sees these flags.',
			rows: those(({ value }) => value.flags.length > 0)
		},
		{
			words: 'with a comment',
			why: 'The coordinator reads these comments.',
			rows: those(({ value }) => value.comment !== '')
		},
		{
			words: 'under 2 seconds',
			why: 'Quick is often right. A glance is enough to be sure that no key slipped.',
			rows: those(({ value, activeMs }) => isRated(value) && activeMs > 0 && activeMs < QUICK_MS)
		}
	].map((list, index) => ({ key: index + 1, ...list }));
}
