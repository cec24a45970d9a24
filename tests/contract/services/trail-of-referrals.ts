/** What the trail says of actions that are sent somewhere and called back. */
import type { Database } from '#lib/server/db/connect.ts';
import * as referring from '#lib/server/services/referring/index.ts';
import { aMember, MINUTE } from '../support.ts';
import { aSignedCase, told, type Story } from './trail-support.ts';

/** A signed case, and somebody who can rule on it. */
async function aSendableCase(db: Database) {
	const desk = await aSignedCase(db);
	const judge = await aMember(db, desk.study, 'adjudicator');
	const of = { studyId: desk.studyId, subject: `case:${desk.item.id}` as const };
	return { ...desk, judge, of, actionIds: [desk.ids[0]!] };
}

export const OF_REFERRALS = {
	'action.referred': async (db) => {
		const { app, slug, coordinator, judge, of, actionIds } = await aSendableCase(db);
		app.pass(MINUTE);
		const { memberId } = judge;
		await referring.refer(app, coordinator, slug, {
			...{ to: 'adjudication', actionIds, memberId, note: 'Mind the dose.' }
		});
		return told(coordinator.id, {
			...{ what: 'action.referred', ...of },
			...{ new: { number: 1, to: 'adjudication', memberId }, reason: 'Mind the dose.' }
		});
	},
	'action.called-back': async (db) => {
		const { app, slug, coordinator, of, actionIds } = await aSendableCase(db);
		await referring.refer(app, coordinator, slug, { to: 'round', actionIds });
		app.pass(MINUTE);
		await referring.callBack(app, coordinator, slug, { actionIds });
		return told(coordinator.id, {
			...{ what: 'action.called-back', ...of, new: { number: 1, from: 'round' } }
		});
	}
} satisfies Record<string, Story>;
