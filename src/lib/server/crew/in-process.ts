/** A crew without threads: for the command line, which serves nobody else, and for a database in memory. */
import type { App } from '../app.ts';
import { course, type Crew } from './task.ts';

/** @param app what the tasks are given */
export function inProcess(app: () => App): Crew {
	return {
		ask: (task, given, on) => task.run(app(), given, course(on)),
		close: async () => {}
	};
}
