/** What a form of this page says when it is answered, in the language of the page. */
import { knownWords } from '#lib/components/known-words.ts';
import { refusalWords } from '#lib/components/refusal-words.ts';
import type { Refused } from '#lib/domain/refusal.ts';
import type { AccountText, RaterText } from '#lib/text/messages.ts';

/** An answer of one of the forms: done, by a word of the catalogue, or refused. */
export type Answer = {
	done?: string;
	/** How many sessions have ended by it. */
	ended?: number;
	refused?: Refused;
	/** A sentence a field, in English. */
	fields?: Record<string, string>;
};

/** @returns what is said for the whole form; nothing where its fields say what is wrong */
export function answerWords(
	text: RaterText,
	{ me }: AccountText,
	answer: Answer | null
): { done?: string; message?: string } {
	if (answer === null) return {};
	if (answer.refused !== undefined) {
		const inFields = Object.keys(answer.fields ?? {}).length > 0;
		return inFields ? {} : { message: refusalWords(text, answer.refused) };
	}
	const said: Record<string, (values: { ended: number }) => string> = me.done;
	const say = Object.hasOwn(said, answer.done ?? '') ? said[answer.done!] : undefined;
	return { done: say?.({ ended: answer.ended ?? 0 }) };
}

/** What is wrong with a field, where something is. */
export function fieldWords({ join }: AccountText, answer: Answer | null, field: string) {
	const sentence = answer?.fields?.[field];
	return sentence === undefined ? undefined : knownWords(join.wrong, sentence);
}
