/** What a server does before anybody asks for a figure. */
import type { App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as panels from '../../store/panels.ts';
import { sweep } from '../../sweep.ts';

const ready = task('watching.get-ready', 'figures', async (app) => {
	const last = await read(app.db, (tx) => panels.ratedLast(tx));
	if (last === undefined) return;
	const { wholeOf } = await import('./figures.ts');
	wholeOf(await panelOf(app, last.studyId));
	// What was read on the way weighs more than what is kept of it.
	sweep();
});

/** Reads the study in which somebody rated last, so that its first page after a start does not wait for that. */
export function getReady(app: App): Promise<void> {
	return app.crew.ask(ready, undefined);
}
