/** Turns the row of a rating into the judgement in it. */
import type { RatingValue } from '#lib/domain/rating.ts';
import type { Rating } from '../../store/ratings.ts';

/** The judgement in a stored rating. */
export function valueOf(rating: Pick<Rating, keyof RatingValue>): RatingValue {
	const { score, cannotRate, comment, flags } = rating;
	return { score, cannotRate, comment, flags };
}
