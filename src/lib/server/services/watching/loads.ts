/** What each rater of a study has in its present round, and how far each is. */
import type { App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { panelOf, progressOf, type StudyPanel } from '../../panel/index.ts';

/** Of the ordinary cases. */
export type Load = { cases: number; rated: number; actions: number };

/** By member id; whoever has no case is not among them. */
export function loadsOf(panel: StudyPanel): Map<number, Load> {
	const byMember = new Map<number, Load>();
	for (const item of panel.cases) {
		for (const assignment of item.assignments) {
			if (assignment.round !== panel.present) continue;
			const load = byMember.get(assignment.memberId) ?? { cases: 0, rated: 0, actions: 0 };
			const { rated, actions } = progressOf(item, assignment);
			load.cases += 1;
			load.rated += rated;
			load.actions += actions;
			byMember.set(assignment.memberId, load);
		}
	}
	return byMember;
}

const counted = task('watching.loads', 'figures', async (app, studyId: number) =>
	loadsOf(await panelOf(app, studyId))
);

/** @returns loads by member id */
export function loads(app: App, studyId: number): Promise<Map<number, Load>> {
	return app.crew.ask(counted, studyId);
}
