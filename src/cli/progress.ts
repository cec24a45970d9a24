/** Long work says on stderr how far it is, a line now and then; a program that reads stdout never meets it. */
import { note } from './verb.ts';

/** Milliseconds between two lines. */
const EVERY = 1_000;

/** Lets a line through now and then; the first once the work has taken a while. */
export function paced(say: (text: string) => void): (text: string) => void {
	let last = performance.now();
	return (text) => {
		if (performance.now() - last < EVERY) return;
		last = performance.now();
		say(text);
	};
}

/** The course of a task that reports here: `cases: 120 of 980`. */
export function reported(): {
	onProgress(progress: { what: string; done: number; of: number }): void;
} {
	const say = paced(note);
	return {
		onProgress: ({ what, done, of }) =>
			say(`${what}: ${done.toLocaleString('en')} of ${of.toLocaleString('en')}`)
	};
}
