/** Every figure of a study at once, for programs. */
import type { Account } from '#lib/agreement/account.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import type { ReportView } from './report-of-panel.ts';

/**
 * All that can be said of the ratings of a study, as `primum agreement` prints it; raters by pseudonym where they have
 * one.
 *
 * @throws Refusal ('missing') where the study has no such round
 */
export async function reportOfStudy(
	app: App,
	actor: Actor,
	slug: string,
	view: ReportView = {}
): Promise<Account> {
	const { round = null, difference = null } = view;
	const study = await read(app.db, function* (tx) {
		const found = yield* coordinatorOf(tx, actor, slug);
		for (const number of [...(round === null ? [] : [round]), ...(difference ?? [])]) {
			yield* rounds.numbered(tx, found.id, number);
		}
		return found;
	});
	const rule = { panel: study.ratersPerCase, band: study.band };
	return app.crew.ask(reported, { studyId: study.id, rule, view });
}

type Wanted = { studyId: number; rule: { panel: number; band: number }; view: ReportView };

const reported = task(
	'agreeing.report',
	'figures',
	async (app, { studyId, rule, view }: Wanted): Promise<Account> => {
		const people = await read(app.db, (tx) => members.ofStudy(tx, { studyId }));
		const { reportOf } = await import('./report-of-panel.ts');
		return reportOf(await panelOf(app, studyId), people, rule, view);
	}
);
