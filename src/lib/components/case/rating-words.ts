/** A rating as a sentence would name it, in the language of the page. */
import type { RatingValue } from '#lib/domain/rating.ts';
import type { RaterText } from '#lib/text/messages.ts';

/** The answer alone: "7, Beneficial, mild", "Cannot rate: wording is ambiguous" or "Not rated". */
export function answerWords(text: RaterText, { score, cannotRate }: RatingValue): string {
	if (score !== null) return text.answer.score({ score, label: text.scale[score].label() });
	if (cannotRate !== null) return text.answer.cannotRate[cannotRate]();
	return text.answer.notRated();
}

/** The flags in a list, or an empty text. */
export function flagWords(text: RaterText, { flags }: Pick<RatingValue, 'flags'>): string {
	return flags.map((flag) => text.flags[flag]()).join(', ');
}
