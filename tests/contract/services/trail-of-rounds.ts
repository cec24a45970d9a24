/** What the trail says of a round that is opened. */
import * as rounds from '#lib/server/services/rounds/index.ts';
import { DAY, everyRow, MINUTE, START } from '../support.ts';
import { aSignedCase, told, type Story } from './trail-support.ts';

export const OF_ROUNDS = {
	'round.opened': async (db) => {
		const desk = await aSignedCase(db);
		const { app, slug, studyId, coordinator, ids, pair } = desk;
		await rounds.setLocked(app, coordinator, slug, true);
		app.pass(MINUTE);
		const dueAt = START + DAY;
		await rounds.openNext(app, coordinator, slug, { chosen: 'hand', actionIds: [ids[0]!], dueAt });
		const given = (await everyRow(db, (t) => t.assignments)).at(-1)!;
		return told(
			coordinator.id,
			{
				what: 'round.opened',
				...{ studyId, subject: 'round:2' },
				new: {
					...{ chosen: 'hand', actions: 1, cases: 1, assignments: 1 },
					...{ dueAt, sharesComments: false, asksReason: true }
				}
			},
			{ what: 'assignment.made', studyId, subject: `assignment:${given.id}`, new: pair }
		);
	}
} satisfies Record<string, Story>;
