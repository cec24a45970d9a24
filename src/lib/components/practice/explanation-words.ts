/** What a careful reader would say to an answer, in words. */
import { agrees, practiceAction, type Expected } from '#lib/domain/practice-case.ts';
import type { RatingValue } from '#lib/domain/rating.ts';
import type { PracticeText } from '#lib/text/messages.ts';

export type Explanation = {
	/** Whether the answer is one that a careful reader would give. */
	within: boolean;
	/** What the person answered. */
	given: string;
	/** What most would answer. */
	most: string;
	/** Why, in two or three sentences. */
	why: string;
};

/**
 * The worked explanation of an action.
 *
 * @param number the action's number in the practice case
 * @returns null while the action has no answer
 */
export function explain(
	text: PracticeText,
	number: number,
	value: RatingValue
): Explanation | null {
	const given = givenWords(text, value);
	if (given === null) return null;
	const { number: known, expected } = practiceAction(number);
	const within = agrees(expected, value);
	const most = mostWords(text, expected, within);
	return { within, given, most, why: text.case.actions[known].why() };
}

function givenWords(text: PracticeText, { score, cannotRate }: RatingValue): string | null {
	if (score !== null) return text.explanation.scored({ score });
	return cannotRate === null ? null : text.explanation.notRated[cannotRate]();
}

function mostWords({ explanation }: PracticeText, expected: Expected, within: boolean): string {
	if ('cannotRate' in expected) {
		return within ? explanation.mostNotRateToo() : explanation.mostNotRate();
	}
	const { from, to } = expected;
	const range = to === from ? 'one' : to === from + 1 ? 'two' : 'more';
	return explanation.mostScore({ scores: explanation[range]({ from, to }) });
}
