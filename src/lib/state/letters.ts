/** The letters of the case screen's commands; each person may choose others. */

export const LETTER_COMMANDS = [
	'next',
	'previous',
	'comment',
	'flags',
	'undo',
	'guidelines',
	'pause'
] as const;
export type LetterCommand = (typeof LETTER_COMMANDS)[number];

/** One lower-case letter for each command. */
export type Letters = Readonly<Record<LetterCommand, string>>;

export const USUAL_LETTERS: Letters = {
	next: 'j',
	previous: 'k',
	comment: 'c',
	flags: 'f',
	undo: 'u',
	guidelines: 'g',
	pause: 'p'
};

export const LETTER_WORDS: Readonly<Record<LetterCommand, string>> = {
	next: 'action below',
	previous: 'action above',
	comment: 'comment',
	flags: 'flag',
	undo: 'undo',
	guidelines: 'guidelines',
	pause: 'pause the clock'
};

/**
 * Gives a command another letter.
 *
 * @param typed what the person typed into the field
 * @returns the new letters, or a sentence that says why not
 */
export function rebind(
	letters: Letters,
	command: LetterCommand,
	typed: string
): { ok: true; letters: Letters } | { ok: false; why: string } {
	const letter = typed.trim().toLowerCase();
	if (!isLetter(letter)) {
		return { ok: false, why: 'Type one letter. Digits and signs have a meaning already.' };
	}
	const taken = LETTER_COMMANDS.find((other) => other !== command && letters[other] === letter);
	if (taken !== undefined) {
		return {
			ok: false,
			why: `“${letter}” already means “${LETTER_WORDS[taken]}”. Give that another letter first.`
		};
	}
	return { ok: true, letters: { ...letters, [command]: letter } };
}

/** The letters in a stored text; the usual ones where it is none that `rebind` could have made. */
export function read(stored: string | null): Letters {
	try {
		const given = JSON.parse(stored ?? '') as Partial<Record<LetterCommand, unknown>>;
		const chosen = LETTER_COMMANDS.map((command) => given[command]);
		const sound = chosen.every((letter) => typeof letter === 'string' && isLetter(letter));
		if (!sound || new Set(chosen).size < chosen.length) return USUAL_LETTERS;
		return Object.fromEntries(
			LETTER_COMMANDS.map((command, index) => [command, chosen[index]])
		) as Letters;
	} catch {
		return USUAL_LETTERS;
	}
}

/** The command of a letter, or undefined. */
export function commandFor(letters: Letters, letter: string): LetterCommand | undefined {
	return LETTER_COMMANDS.find((command) => letters[command] === letter);
}

const isLetter = (text: string) => /^\p{Ll}$|^\p{Lo}$/u.test(text);
