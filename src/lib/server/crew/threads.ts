/** The crew of a server: a thread for figures that stays, and one for long work that comes and goes. */
import type { ResourceLimits } from 'node:worker_threads';
import type { Log } from '../app.ts';
import type { Config } from '../config.ts';
import type { Turns } from '../db/turns.ts';
import { course, type Crew, type Lane } from './task.ts';
import { Thread } from './thread.ts';

/** How long the thread for long work stays when there is none: it holds memory that nobody uses. */
const LEAVES_AFTER_MS = 30_000;

/**
 * What may be kept of a lane. Figures stay for good: a heap that may not grow to gigabytes is also swept sooner, and
 * takes half the memory for it. It holds the panels of studies a hundred times as large as NOHARM's. Long work goes
 * through what it reads slice by slice, and leaves as little behind.
 */
const LIMITS: Record<Lane, ResourceLimits> = {
	figures: { maxOldGenerationSizeMb: 1024 },
	work: { maxOldGenerationSizeMb: 1024 }
};

/**
 * @param config of the installation, which each thread opens for itself
 * @param turns whose turn it is to write, on this thread and those of the crew
 */
export function threads(config: Config, turns: Turns, log: Log): Crew {
	const here = new Map<Lane, Thread>();
	let leaving: NodeJS.Timeout | undefined;

	function threadFor(lane: Lane): Thread {
		const known = here.get(lane);
		if (known !== undefined && !known.ended) return known;
		const thread = new Thread(config, turns, log, LIMITS[lane]);
		here.set(lane, thread);
		return thread;
	}

	function leaveLater(): void {
		clearTimeout(leaving);
		leaving = setTimeout(() => {
			const thread = here.get('work');
			if (thread === undefined || thread.busy) return;
			here.delete('work');
			void thread.close();
		}, LEAVES_AFTER_MS).unref();
	}

	// The first page that asks for figures should not wait for a thread to start.
	threadFor('figures');
	return {
		ask: (task, given, on) => {
			const answer = threadFor(task.lane).ask(task, given, course(on));
			return task.lane === 'work' ? answer.finally(leaveLater) : answer;
		},
		close: async () => {
			clearTimeout(leaving);
			await Promise.all([...here.values()].map((thread) => thread.close()));
		}
	};
}
