/** A rating as a sentence would name it. */
import { CANNOT_RATE_WORDS, FLAG_WORDS, type RatingValue } from '#lib/domain/rating.ts';
import { point } from '#lib/domain/scale.ts';

/** The answer alone: "7, Beneficial, mild", "Cannot rate: wording is ambiguous" or "Not rated". */
export function answerWords({ score, cannotRate }: RatingValue): string {
	if (score !== null) return `${score}, ${point(score).label}`;
	if (cannotRate !== null) return `Cannot rate: ${CANNOT_RATE_WORDS[cannotRate].toLowerCase()}`;
	return 'Not rated';
}

/** The flags in a list, or an empty text. */
export function flagWords({ flags }: RatingValue): string {
	return flags.map((flag) => FLAG_WORDS[flag]).join(', ');
}
