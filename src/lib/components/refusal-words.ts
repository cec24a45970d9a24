/** Why something was not done, in the language of the page. */
import type { RefusalCode, RefusalValues, Refused } from '#lib/domain/refusal.ts';
import type { RaterText } from '#lib/text/messages.ts';

type Sentences = Readonly<Record<RefusalCode, (values: never) => string>>;

/** The sentence of a refusal; the server's own where the catalogue does not know it. */
export function refusalWords(text: RaterText, { message, code, values = {} }: Refused): string {
	const sentences: Sentences = text.refusal;
	if (code === undefined || !Object.hasOwn(sentences, code)) return message;
	const say = sentences[code as RefusalCode] as (values: RefusalValues) => string;
	return say(values);
}
