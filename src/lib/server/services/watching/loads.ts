/** What each rater of a study has in its present round, and how far each is. */
import { isOpen } from '#lib/domain/assignment.ts';
import type { App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { panelOf, type StudyPanel } from '../../panel/index.ts';
import { dailyOf, type Daily } from './daily.ts';
import { tallyOf } from './tally.ts';

/** Of the ordinary cases. Times in milliseconds since 1970. */
export type Load = {
	/** Cases, how many of them are signed, their actions and how many of those are rated. */
	cases: number;
	signed: number;
	rated: number;
	actions: number;
	/** When the oldest of them that is still open was given; null where none is. */
	openSince: number | null;
	/** When the rater last rated in this round, in cases that were taken since among them; null for never. */
	ratedAt: number | null;
	/** Ratings in each of the last days, as finishOf takes them. */
	recentPerDay: number[];
};

/** By member id; whoever has had no case is not among them. */
export function loadsOf(panel: StudyPanel, { recentOf }: Daily): Map<number, Load> {
	const byMember = new Map<number, Load>();
	const loadOf = (memberId: number) => {
		const load = byMember.get(memberId) ?? none(recentOf.get(memberId) ?? []);
		byMember.set(memberId, load);
		return load;
	};
	for (const item of panel.cases) {
		const { answers, assignments } = tallyOf(item, panel);
		for (const { assignment, rated } of assignments) {
			const { memberId, ratedAt, releasedAt, state, givenAt } = assignment;
			const load = loadOf(memberId);
			if (ratedAt !== null) load.ratedAt = Math.max(load.ratedAt ?? 0, ratedAt);
			// What was taken from its rater counts, and is nobody's work any more.
			if (releasedAt !== null) continue;
			load.cases += 1;
			load.actions += answers.length;
			load.rated += rated;
			if (!isOpen(state)) load.signed += 1;
			else load.openSince = Math.min(load.openSince ?? Infinity, givenAt);
		}
	}
	return byMember;
}

const none = (recentPerDay: number[]): Load => ({
	...{ cases: 0, signed: 0, rated: 0, actions: 0 },
	...{ openSince: null, ratedAt: null, recentPerDay }
});

const counted = task('watching.loads', 'figures', async (app, studyId: number) => {
	const panel = await panelOf(app, studyId);
	return loadsOf(panel, dailyOf(panel, app.now()));
});

/** @returns loads by member id */
export function loads(app: App, studyId: number): Promise<Map<number, Load>> {
	return app.crew.ask(counted, studyId);
}
