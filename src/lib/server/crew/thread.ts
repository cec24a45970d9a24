/** One thread of the crew, seen from the main thread. */
import { setFlagsFromString } from 'node:v8';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { Log } from '../app.ts';
import type { Config } from '../config.ts';
import type { Turns } from '../db/turns.ts';
import { atHome, IS_BUILT } from '../home.ts';
import { unpacked, type FromThread, type ToThread } from './messages.ts';
import type { Course, Task } from './task.ts';

type Waiting = {
	resolve(answer: unknown): void;
	reject(error: unknown): void;
	course: Course;
};

/** What a thread runs: of the build, where this is part of it, and of the sources otherwise. */
const WORKER = IS_BUILT ? 'build/node/crew.js' : 'src/lib/server/crew/worker.ts';

/**
 * Megabytes of each half of the nursery of a thread: what figures leave behind is soon forgotten. A size given to
 * Node itself (package.json) holds for every thread, whatever its own limits say; one that is set here holds for
 * the threads that are made from now on, and leaves the main thread its own.
 */
const NURSERY_MB = 2;

export class Thread {
	readonly #worker: Worker;
	readonly #waiting = new Map<number, Waiting>();
	readonly #turns: Turns;
	readonly #log: Log;
	/** Turns that were taken for the thread and not given back yet. */
	#taken = 0;
	#ids = 0;
	#ended = false;

	/** @param limits of its memory; empty where it may have as much as it likes */
	constructor(config: Config, turns: Turns, log: Log, limits: ResourceLimits) {
		this.#turns = turns;
		this.#log = log;
		setFlagsFromString(`--max-semi-space-size=${NURSERY_MB}`);
		this.#worker = new Worker(atHome(WORKER), {
			workerData: { config },
			resourceLimits: limits
		});
		this.#worker.on('message', (message: FromThread) => this.#hear(message));
		this.#worker.on('error', (error) => this.#end(error));
		this.#worker.on('exit', () => this.#end(new Error('A thread of the crew has ended.')));
		// A thread that waits for tasks must not keep the process alive.
		this.#worker.unref();
	}

	/** True once the thread is gone: another takes its place. */
	get ended(): boolean {
		return this.#ended;
	}

	/** Tasks that are under way. */
	get busy(): boolean {
		return this.#waiting.size > 0;
	}

	ask<Given, Answer>({ name }: Task<Given, Answer>, given: Given, course: Course): Promise<Answer> {
		const id = (this.#ids += 1);
		course.signal.addEventListener('abort', () => this.#say({ kind: 'stop', id }), { once: true });
		return new Promise<Answer>((resolve, reject) => {
			this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, course });
			this.#say({ kind: 'ask', id, name, given });
		});
	}

	/**
	 * Ends the thread once it has let go of its work. It is asked, not killed: a thread that is killed while it
	 * loads the database's own code takes the whole process with it.
	 */
	close(): Promise<void> {
		if (this.#ended) return Promise.resolve();
		const left = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
		this.#worker.ref();
		this.#say({ kind: 'leave' });
		return left;
	}

	#say(message: ToThread): void {
		this.#worker.postMessage(message);
	}

	#hear(message: FromThread): void {
		switch (message.kind) {
			case 'answer':
				this.#done(message.id)?.resolve(message.answer);
				break;
			case 'failure':
				this.#done(message.id)?.reject(unpacked(message.failure));
				break;
			case 'progress':
				this.#waiting.get(message.id)?.course.onProgress(message.progress);
				break;
			case 'take':
				void this.#turns.take().then(() => this.#lend());
				break;
			case 'give':
				this.#taken -= 1;
				this.#turns.give();
				break;
			case 'log':
				this.#log[message.level](message.fields, message.message);
		}
	}

	#lend(): void {
		if (this.#ended) {
			this.#turns.give();
			return;
		}
		this.#taken += 1;
		this.#say({ kind: 'turn' });
	}

	#done(id: number): Waiting | undefined {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		return waiting;
	}

	#end(error: unknown): void {
		this.#ended = true;
		for (; this.#taken > 0; this.#taken -= 1) this.#turns.give();
		for (const { reject } of this.#waiting.values()) reject(error);
		this.#waiting.clear();
	}
}
