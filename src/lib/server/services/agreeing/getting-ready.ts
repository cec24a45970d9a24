/** What a server does before anybody asks for a figure. */
import { FIRST_VIEW } from '#lib/domain/agreement-view.ts';
import type { App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as panels from '../../store/panels.ts';
import * as studies from '../../store/studies.ts';
import { sweep } from '../../sweep.ts';
import { specialtiesOf } from './specialties.ts';

const ready = task('agreeing.get-ready', 'figures', async (app) => {
	const study = await read(app.db, function* (tx) {
		const last = yield* panels.ratedLast(tx);
		return last && (yield* studies.byId(tx, { id: last.studyId }));
	});
	if (study === undefined) return;
	const { agreementOf } = await import('./count-agreement.ts');
	const { id, band, ratersPerCase } = study;
	const panel = await panelOf(app, id);
	const specialties = await specialtiesOf(app, id, panel);
	const of = { panel, specialties, rules: { band, ratersPerCase } };
	agreementOf(of, FIRST_VIEW, { page: 1, order: null });
	// What was read on the way weighs more than what is kept of it.
	sweep();
});

/** Reads the study in which somebody rated last, so that its first page after a start does not wait for that. */
export function getReady(app: App): Promise<void> {
	return app.crew.ask(ready, undefined);
}
