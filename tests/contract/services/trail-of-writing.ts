/** What the trail says of cases that are written by hand. */
import type { Database } from '#lib/server/db/connect.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import { ask, MINUTE, START } from '../support.ts';
import * as cases from '#lib/server/store/cases.ts';
import { aCaseAtHand, aSignedCase, told, type Story } from './trail-support.ts';
import { anotherAction, asWritten, WRITTEN } from './writing-support.ts';

/** A case whose coordinator is about to write it anew. */
async function atHand(db: Database, make: typeof aCaseAtHand = aCaseAtHand) {
	const desk = await make(db);
	const { app, coordinator, slug, item, studyId } = desk;
	const asked = { slug, externalId: item.externalId };
	const shown = asWritten(await caring.show(app, coordinator, slug, item.externalId));
	app.pass(MINUTE);
	const line = { studyId, subject: `case:${item.id}` as const };
	return { ...desk, asked, shown, line };
}

export const OF_WRITING = {
	'case.written': async (db) => {
		const { app, coordinator, slug, studyId } = await atHand(db);
		await caring.write(app, coordinator, slug, WRITTEN);
		const { id } = (await ask(db, cases.byExternalId, { studyId, externalId: 'Card007' }))!;
		return told(coordinator.id, {
			...{ what: 'case.written', studyId, subject: `case:${id}` },
			new: { externalId: 'Card007', actions: 3 }
		});
	},

	'case.structured': async (db) => {
		const { app, coordinator, asked, shown, line } = await atHand(db, aSignedCase);
		const [first, second] = shown.actions;
		await caring.writeAnew(app, coordinator, asked, {
			...{ ...shown, heldOut: true, guidance: 'spirit: calm\n', actions: [second!, first!] },
			variants: [{ externalId: 'Other', presentation: 'Otherwise.', description: null }]
		});
		return told(coordinator.id, {
			...{ what: 'case.structured', ...line, reason: null },
			old: { heldOut: false, guidance: null, variants: [], order: [1, 2] },
			new: {
				...{ heldOut: true, guidance: 'spirit: calm\n', order: [2, 1] },
				variants: [{ externalId: 'Other', presentation: 'Otherwise.', description: null }]
			}
		});
	},

	'action.structured': async (db) => {
		const { app, coordinator, asked, shown, line } = await atHand(db, aSignedCase);
		const [first, second] = shown.actions;
		await caring.writeAnew(app, coordinator, asked, {
			...shown,
			actions: [first!, { ...second!, dependsOn: [1], isHarmOfInaction: true, referenceScore: 2 }],
			reason: 'From the panel.'
		});
		return told(coordinator.id, {
			...{ what: 'action.structured', ...line, reason: 'From the panel.' },
			old: { number: 2, dependsOn: [], isHarmOfInaction: false, referenceScore: null },
			new: { number: 2, dependsOn: [1], isHarmOfInaction: true, referenceScore: 2 }
		});
	},

	'action.added': async (db) => {
		const desk = await atHand(db, aSignedCase);
		const { app, coordinator, asked, shown, line, studyId, subject, actor } = desk;
		const added = anotherAction(3);
		await caring.writeAnew(app, coordinator, asked, {
			...shown,
			actions: [...shown.actions, added]
		});
		return told(
			coordinator.id,
			{
				...{ what: 'action.added', ...line, reason: null },
				new: { number: 3, text: added.text, category: added.category }
			},
			{
				...{ what: 'assignment.reopened', studyId, subject },
				old: { state: 'submitted', signedName: actor.name, submittedAt: START },
				new: { state: 'reopened' },
				reason: 'Action 3 was added.'
			}
		);
	}
} satisfies Record<string, Story>;
