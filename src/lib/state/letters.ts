/** The letters of the case screen's commands; each person may choose others. */

export const LETTER_COMMANDS = [
	'next',
	'previous',
	'comment',
	'flags',
	'undo',
	'guidelines',
	'presentation',
	'pause',
	'keep'
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
	presentation: 'r',
	pause: 'p',
	keep: 'k'
};

/**
 * Keeping a former answer is of later rounds only, and there the arrows go up: it may have the letter of "previous",
 * and goes before it wherever there is something to keep (docs/decisions/0020).
 */
const SHARING: readonly LetterCommand[] = ['previous', 'keep'];

const exclude = (one: LetterCommand, other: LetterCommand) =>
	one !== other && !(SHARING.includes(one) && SHARING.includes(other));

/** Why a command cannot have a letter: it is none, or another command has it. */
export type Unbound = { why: 'not-a-letter' } | { why: 'taken'; letter: string; by: LetterCommand };

/**
 * Gives a command another letter.
 *
 * @param typed what the person typed into the field
 * @returns the new letters, or why not
 */
export function rebind(
	letters: Letters,
	command: LetterCommand,
	typed: string
): { ok: true; letters: Letters } | ({ ok: false } & Unbound) {
	const letter = typed.trim().toLowerCase();
	if (!isLetter(letter)) return { ok: false, why: 'not-a-letter' };
	const taken = LETTER_COMMANDS.find(
		(other) => exclude(command, other) && letters[other] === letter
	);
	if (taken !== undefined) return { ok: false, why: 'taken', letter, by: taken };
	return { ok: true, letters: { ...letters, [command]: letter } };
}

/**
 * The letters in a stored text; the usual ones where it is none that `rebind` could have made. A command that
 * was not known when it was stored gets its usual letter or, where that was given away, the first free one.
 */
export function read(stored: string | null): Letters {
	try {
		const given = JSON.parse(stored ?? '') as Partial<Record<LetterCommand, unknown>>;
		const chosen = LETTER_COMMANDS.filter((command) => given[command] !== undefined);
		const sound = chosen.every((command) => {
			const letter = given[command];
			if (typeof letter !== 'string' || !isLetter(letter)) return false;
			return !chosen.some((other) => exclude(command, other) && given[other] === letter);
		});
		if (!sound) return USUAL_LETTERS;
		const letters = { ...given } as Record<LetterCommand, string>;
		for (const command of LETTER_COMMANDS) {
			const others = LETTER_COMMANDS.filter((other) => exclude(command, other));
			letters[command] ??= freeLetter(
				USUAL_LETTERS[command],
				others.map((other) => letters[other])
			);
		}
		return Object.fromEntries(
			LETTER_COMMANDS.map((command) => [command, letters[command]])
		) as Letters;
	} catch {
		return USUAL_LETTERS;
	}
}

const freeLetter = (usual: string, taken: readonly string[]) =>
	[usual, ...'abcdefghijklmnopqrstuvwxyz'].find((letter) => !taken.includes(letter))!;

/**
 * The command of a letter, or undefined.
 *
 * @param canKeep whether there is a former answer to keep
 */
export function commandFor(
	letters: Letters,
	letter: string,
	canKeep = false
): LetterCommand | undefined {
	if (canKeep && letters.keep === letter) return 'keep';
	return LETTER_COMMANDS.find((command) => command !== 'keep' && letters[command] === letter);
}

const isLetter = (text: string) => /^\p{Ll}$|^\p{Lo}$/u.test(text);
