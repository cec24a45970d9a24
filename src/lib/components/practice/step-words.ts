/** The steps of the practice case in words, with the keys this person has. */
import { CANNOT_RATE_REASONS, FLAGS } from '#lib/domain/rating.ts';
import type { Letters } from '#lib/state/letters.ts';
import type { Means, Step } from '#lib/state/practice-steps.ts';
import type { PracticeText } from '#lib/text/messages.ts';
import { asKey } from './keyed-words.ts';

export type StepWords = {
	/** What to try. */
	title: string;
	/** How, with keys that `partsOf` finds. */
	how: string;
};

/** What a step asks for, and how it is done by these means. */
export function stepWords(
	text: PracticeText,
	step: Step,
	{ means, letters }: { means: Means; letters: Letters }
): StepWords {
	const words = text.steps[step === 'cannot-rate' ? 'cannotRate' : step];
	return { title: words.title(), how: words[means](keysOf(text, letters)) };
}

/** With Ctrl, as the keyboards of this language call it. */
export function withCtrl(text: PracticeText, key: string): string {
	return asKey(`${text.keys.ctrl()}+${key}`);
}

function keysOf(text: PracticeText, letters: Letters) {
	return {
		one: asKey('1'),
		nine: asKey('9'),
		zero: asKey('0'),
		up: asKey('↑'),
		esc: asKey('Esc'),
		help: asKey('?'),
		reason: asKey(String(CANNOT_RATE_REASONS.indexOf('wording-ambiguous') + 1)),
		duplicate: asKey(String(FLAGS.indexOf('duplicate') + 1)),
		comment: asKey(letters.comment),
		flags: asKey(letters.flags),
		undo: asKey(letters.undo),
		redo: asKey(`${text.keys.shift()}+${letters.undo.toUpperCase()}`),
		ctrlZ: withCtrl(text, 'Z'),
		ctrlY: withCtrl(text, 'Y'),
		ctrlEnter: withCtrl(text, 'Enter')
	};
}
