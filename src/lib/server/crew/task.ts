/**
 * Tasks: work that takes longer than the thread that answers everybody may be held. A service says what a
 * task does; the crew does it, on a thread of its own where there is one.
 */
import type { App } from '../app.ts';

/**
 * `figures` are asked for by pages and answer within moments; `work` may take minutes. Each lane has a thread,
 * on which the tasks of the lane run side by side: whatever must not happen twice at once, such as two imports
 * into one study, is kept apart by the service.
 */
export type Lane = 'figures' | 'work';

/** How a task says how far it is, and learns that nobody wants it any more. */
export type Course = {
	/** @param done of `of` parts; `what` in a word or two */
	onProgress(progress: Progress): void;
	signal: AbortSignal;
};

export type Progress = { what: string; done: number; of: number };

/** Work with a name. What goes in and comes out must survive the way to another thread: plain values and bytes. */
export type Task<Given, Answer> = {
	name: string;
	lane: Lane;
	run(app: App, given: Given, course: Course): Promise<Answer>;
};

/** Whoever does tasks. */
export type Crew = {
	/** @throws what the task throws: a Refusal stays one */
	ask<Given, Answer>(
		task: Task<Given, Answer>,
		given: Given,
		course?: Partial<Course>
	): Promise<Answer>;
	/** Ends what is under way and lets the threads go. */
	close(): Promise<void>;
};

const known = new Map<string, Task<never, unknown>>();

/** Gives work a name, by which another thread finds it. */
export function task<Given, Answer>(
	name: string,
	lane: Lane,
	run: Task<Given, Answer>['run']
): Task<Given, Answer> {
	const made = { name, lane, run };
	known.set(name, made as Task<never, unknown>);
	return made;
}

/** The task of this name. */
export function byName(name: string): Task<unknown, unknown> {
	const found = known.get(name);
	if (found === undefined) throw new Error(`There is no task ${name}.`);
	return found as Task<unknown, unknown>;
}

/** A course on which nobody looks and that nobody stops. */
export function course(given: Partial<Course> = {}): Course {
	return {
		onProgress: given.onProgress ?? (() => {}),
		signal: given.signal ?? new AbortController().signal
	};
}
