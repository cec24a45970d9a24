/** What is said on stderr while a verb works. stdout is for the answer, and never meets it. */

/** What may be said: notes to people, and how far long work is. */
type Manner = { notes: boolean; progress: boolean };

const manner: Manner = { notes: true, progress: false };

/** Milliseconds between two lines of progress. */
const EVERY = 1_000;

/**
 * Decides once, before a verb works, what is said.
 *
 * @param given.json a program reads: nothing but a problem is said
 * @param given.progress progress is asked for; otherwise it is said to a terminal only
 */
export function settle({ json, progress }: { json: boolean; progress: boolean }): void {
	manner.progress = progress || (!json && process.stderr.isTTY === true);
	manner.notes = !json || progress;
}

/** Tells people what is worth knowing beside the answer. */
export function note(text: string): void {
	if (manner.notes) process.stderr.write(`${text}\n`);
}

/** Tells how far long work is, a line now and then; the first once the work has taken a while. */
export function pacing(): (text: string) => void {
	let last = performance.now();
	return (text) => {
		if (!manner.progress || performance.now() - last < EVERY) return;
		last = performance.now();
		process.stderr.write(`${text}\n`);
	};
}

/** The course of a task that reports here: `cases: 120 of 980`. */
export function reported(): {
	onProgress(progress: { what: string; done: number; of: number }): void;
} {
	const say = pacing();
	return {
		onProgress: ({ what, done, of }) =>
			say(`${what}: ${done.toLocaleString('en')} of ${of.toLocaleString('en')}`)
	};
}
