/** What the trail says of plans and their rules. */
import * as assigning from '#lib/server/services/assigning/index.ts';
import { aCase, aMember, MINUTE } from '../support.ts';
import { aCaseAtHand, told, type Story } from './trail-support.ts';

const RULES = {
	...{ specialty: ['Card'], near: [['Neph']], generalists: ['Neph'], generalistsPerCase: '2' },
	...{ repeatShare: '5', repeatGapDays: '20', seed: '9' }
};

export const OF_PLANS = {
	'plan.applied': async (db) => {
		const { app, study, studyId, slug, coordinator, rater } = await aCaseAtHand(db);
		const { id: caseId } = await aCase(db, study, { externalId: 'Card777' });
		await assigning.computePlan(app, coordinator, slug, { seed: 9 });
		app.pass(MINUTE);
		await assigning.applyPlan(app, coordinator, slug);
		return told(
			coordinator.id,
			{
				...{ what: 'plan.applied', studyId, subject: `round:${study.round.id}` },
				new: { seed: 9, made: 1, removed: 0, byHand: 0, empty: 4 }
			},
			{
				...{ what: 'assignment.made', studyId, subject: 'assignment:2' },
				new: { caseId, memberId: rater.memberId }
			}
		);
	},

	'study.planning': async (db) => {
		const { app, study, studyId, slug, coordinator } = await aCaseAtHand(db);
		await aMember(db, study, 'rater', { specialties: ['Neph'] });
		app.pass(MINUTE);
		await assigning.changePlanRules(app, coordinator, slug, RULES);
		return told(coordinator.id, {
			...{ what: 'study.planning', studyId, subject: `study:${slug}` },
			old: {
				...{ generalistsPerCase: null, repeatShare: 0, repeatGapDays: 14 },
				...{ generalists: [], neighbours: [] }
			},
			new: {
				...{ generalistsPerCase: 2, repeatShare: 5, repeatGapDays: 20 },
				...{ generalists: ['Neph'], neighbours: ['Neph for Card'] }
			}
		});
	}
} satisfies Record<string, Story>;
