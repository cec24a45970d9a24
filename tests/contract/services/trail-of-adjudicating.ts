/** What the trail says of a ruling, and of the one that takes its place. */
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import { aMember, MINUTE } from '../support.ts';
import { refer } from './adjudicating-support.ts';
import { aSignedCase, asked, told, type Story } from './trail-support.ts';

export const OF_ADJUDICATING = {
	'action.ruled': async (db) => {
		const { app, slug, study, studyId, item, ids } = await aSignedCase(db);
		const { actor } = await aMember(db, study, 'adjudicator');
		await refer(db, ids[1]!);
		const rule = (score: number, reason: string) =>
			adjudicating.rule(app, asked(actor), slug, { actionId: ids[1]!, score, reason });
		await rule(4, 'It leans to harm.');
		app.pass(MINUTE);
		await rule(6, 'It leans to benefit.');
		return told(actor.id, {
			...{ what: 'action.ruled', studyId, subject: `case:${item.id}` },
			old: { number: 2, score: 4 },
			new: { number: 2, score: 6, state: 'holds' },
			reason: 'It leans to benefit.'
		});
	}
} satisfies Record<string, Story>;
