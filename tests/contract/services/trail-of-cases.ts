/** What the trail says of the care of cases. */
import type { Database } from '#lib/server/db/connect.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import { START, MINUTE } from '../support.ts';
import { aCaseAtHand, aRatedCase, aSignedCase, told, type Story } from './trail-support.ts';

const WHY = { reason: 'It was there twice.' };
const TYPO = { meaning: 'mend', reason: 'A typo.' } as const;
const ANEW = { meaning: 'reword', reason: 'It meant another.' } as const;

/** A case, rated or not, whose coordinator is about to do something with it. */
async function atHand(db: Database, make: typeof aCaseAtHand = aCaseAtHand) {
	const desk = await make(db);
	const { slug, item, studyId } = desk;
	const line = { studyId, subject: `case:${item.id}` as const };
	desk.app.pass(MINUTE);
	return { ...desk, asked: { slug, externalId: item.externalId }, line };
}

export const OF_CASES = {
	'case.changed': async (db) => {
		const { app, coordinator, asked, line } = await atHand(db);
		const texts = { presentation: 'Another.', question: 'What?' };
		await caring.changeTexts(app, coordinator, asked, texts);
		return told(coordinator.id, {
			...{ what: 'case.changed', ...line, reason: null, new: texts },
			old: { presentation: 'A presentation.', question: null }
		});
	},

	'case.mended': async (db) => {
		const { app, coordinator, asked, line } = await atHand(db, aRatedCase);
		await caring.changeTexts(app, coordinator, asked, { reference: 'Rest.', ...TYPO });
		return told(coordinator.id, {
			...{ what: 'case.mended', ...line, reason: 'A typo.' },
			...{ old: { reference: null }, new: { reference: 'Rest.' } }
		});
	},

	'case.reworded': async (db) => {
		const { app, coordinator, asked, line } = await atHand(db, aRatedCase);
		await caring.changeTexts(app, coordinator, asked, { presentation: 'Another.', ...ANEW });
		return told(coordinator.id, {
			...{ what: 'case.reworded', ...line, reason: ANEW.reason },
			...{ old: { presentation: 'A presentation.' }, new: { presentation: 'Another.' } }
		});
	},

	'action.changed': async (db) => {
		const { app, coordinator, asked, line } = await atHand(db);
		await caring.changeAction(app, coordinator, asked, { number: 2, text: 'Another' });
		return told(coordinator.id, {
			...{ what: 'action.changed', ...line, reason: null },
			...{ old: { number: 2, text: 'Action 2' }, new: { number: 2, text: 'Another' } }
		});
	},

	'action.mended': async (db) => {
		const { app, coordinator, asked, line } = await atHand(db, aSignedCase);
		await caring.changeAction(app, coordinator, asked, { number: 2, text: 'Action two', ...TYPO });
		return told(coordinator.id, {
			...{ what: 'action.mended', ...line, reason: 'A typo.' },
			...{ old: { number: 2, text: 'Action 2' }, new: { number: 2, text: 'Action two' } }
		});
	},

	'action.reworded': async (db) => {
		const desk = await atHand(db, aSignedCase);
		const { app, coordinator, asked, line, studyId, subject, actor } = desk;
		await caring.changeAction(app, coordinator, asked, { number: 2, text: 'Another', ...ANEW });
		return told(
			coordinator.id,
			{
				...{ what: 'action.reworded', ...line, reason: ANEW.reason },
				...{ old: { number: 2, text: 'Action 2' }, new: { number: 2, text: 'Another' } }
			},
			{
				...{ what: 'assignment.reopened', studyId, subject },
				old: { state: 'submitted', signedName: actor.name, submittedAt: START },
				new: { state: 'reopened' },
				reason: 'Action 2 was reworded. It meant another.'
			}
		);
	},

	'case.withdrawn': async (db) => {
		const { app, coordinator, asked, line } = await atHand(db, aSignedCase);
		await caring.withdraw(app, coordinator, asked, WHY);
		return told(coordinator.id, { what: 'case.withdrawn', ...line, ...WHY });
	},

	'case.restored': async (db) => {
		const { app, coordinator, slug, item, studyId } = await aSignedCase(db);
		const asked = { slug, externalId: item.externalId };
		await caring.withdraw(app, coordinator, asked, WHY);
		app.pass(MINUTE);
		await caring.restore(app, coordinator, asked);
		const line = { studyId, subject: `case:${item.id}` as const };
		return told(coordinator.id, { what: 'case.restored', ...line, reason: null });
	},

	'action.withdrawn': async (db) => {
		const { app, coordinator, asked, line } = await atHand(db, aSignedCase);
		await caring.withdrawAction(app, coordinator, asked, { number: 2, ...WHY });
		return told(coordinator.id, { what: 'action.withdrawn', ...line, new: { number: 2 }, ...WHY });
	},

	'action.restored': async (db) => {
		const { app, coordinator, slug, item, studyId } = await aSignedCase(db);
		const asked = { slug, externalId: item.externalId };
		await caring.withdrawAction(app, coordinator, asked, { number: 2, ...WHY });
		app.pass(MINUTE);
		await caring.restoreAction(app, coordinator, asked, { number: 2 });
		const line = { studyId, subject: `case:${item.id}` as const };
		return told(coordinator.id, {
			...{ what: 'action.restored', ...line, new: { number: 2 }, reason: null }
		});
	},

	'case.deleted': async (db) => {
		const { app, coordinator, asked, line, studyId, subject, pair, item } = await atHand(db);
		await caring.remove(app, coordinator, asked);
		const { externalId } = item;
		return told(
			coordinator.id,
			{
				...{ what: 'assignment.removed', studyId, subject, old: pair },
				reason: `${externalId} was deleted.`
			},
			{ what: 'case.deleted', ...line, old: { externalId, actions: 2 } }
		);
	},

	'action.deleted': async (db) => {
		const { app, coordinator, asked, line } = await atHand(db);
		await caring.removeAction(app, coordinator, asked, { number: 2 });
		const old = { number: 2, text: 'Action 2' };
		return told(coordinator.id, { what: 'action.deleted', ...line, old });
	}
} satisfies Record<string, Story>;
