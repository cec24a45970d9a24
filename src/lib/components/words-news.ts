/** That the words of a study were changed, as a rater is told. */
import type { MyStudy } from '#lib/domain/my-cases.ts';
import type { RaterText } from '#lib/text/messages.ts';

type News = Pick<NonNullable<MyStudy['words']>, 'at' | 'parts'>;

/** "The guidelines were changed on 28 November." */
export function changedWords(text: RaterText, { at, parts }: News): string {
	const day = new Intl.DateTimeFormat(text.locale(), {
		day: 'numeric',
		month: 'long',
		timeZone: 'UTC'
	}).format(at);
	const [first] = parts;
	return text.guidelines.changedOn({ what: parts.length === 1 ? first! : 'both', day });
}
