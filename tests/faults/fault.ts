/** What a fault is: something that goes wrong under a server at work, and what must hold then. */

/** The short form fits a run of every change, the long one takes hours. */
export type Length = 'short' | 'long';

export type Fault = {
	/** As docs/faults.md numbers it. */
	name: string;
	/** What goes wrong. */
	what: string;
	/** Only where it is asked for by its name, or in the long form; why is in docs/faults.md. */
	isApart?: true;
	/**
	 * Makes it go wrong, and looks.
	 *
	 * @returns the figures, in a few words
	 * @throws Error with what did not hold; CannotRun where this machine has no way to make it go wrong
	 */
	run(length: Length): Promise<string>;
};

/** This machine has no way to make it go wrong; the message says what is missing. */
export class CannotRun extends Error {}

/** @throws Error with the sentence where something does not hold */
export function holds(what: boolean, otherwise: string): asserts what {
	if (!what) throw new Error(otherwise);
}

/** Chance for moments at which something is killed: it should be another each time. */
export const between = (least: number, most: number) => least + Math.random() * (most - least);
