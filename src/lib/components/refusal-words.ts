/** Why something was not done, in the language of the page. */
import type { RefusalCode } from '#lib/domain/refusal.ts';
import type { RaterText } from '#lib/text/messages.ts';

/** A refusal as it reached the screen: from a form, a problem document or an error page. */
export type Refused = {
	/** The server's sentence, in English. */
	message: string;
	code?: string;
	values?: Readonly<Record<string, number>>;
};

type Sentences = Readonly<Record<RefusalCode, (values: never) => string>>;

/** The sentence of a refusal; the server's own where the catalogue does not know it. */
export function refusalWords(text: RaterText, { message, code, values = {} }: Refused): string {
	const sentences: Sentences = text.refusal;
	if (code === undefined || !Object.hasOwn(sentences, code)) return message;
	const say = sentences[code as RefusalCode] as (values: Refused['values']) => string;
	return say(values);
}
