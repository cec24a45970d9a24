/** What the trail says of leaderboards and how they are set. */
import type { Database } from '#lib/server/db/connect.ts';
import * as boards from '#lib/server/services/boards/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { MINUTE } from '../support.ts';
import { aSignedCase, told, type Story } from './trail-support.ts';

/** A release of a study, with a leaderboard. */
async function aBoard(db: Database) {
	const desk = await aSignedCase(db);
	await releasing.create(desk.app, desk.coordinator, desk.slug, {});
	await boards.make(desk.app, desk.coordinator, desk.slug, 1);
	return { ...desk, of: { studyId: desk.studyId, subject: 'board:1' as const } };
}

export const OF_BOARDS = {
	'board.changed': async (db) => {
		const { app, slug, coordinator, of } = await aBoard(db);
		app.pass(MINUTE);
		const wanted = { scheme: 'noharm-2025', dailyLimit: '5', showsOwnResult: true } as const;
		await boards.change(app, coordinator, slug, { release: 1, seen: 0, ...wanted });
		return told(coordinator.id, {
			...{ what: 'board.changed', ...of },
			old: { scheme: 'mast-2026-07', dailyLimit: 3 },
			new: { scheme: 'noharm-2025', dailyLimit: 5 }
		});
	},

	'board.published': async (db) => {
		const { app, slug, coordinator, of } = await aBoard(db);
		app.pass(MINUTE);
		await boards.publish(app, coordinator, slug, { release: 1, seen: 0 });
		return told(coordinator.id, { what: 'board.published', ...of });
	},

	'board.unpublished': async (db) => {
		const { app, slug, coordinator, of } = await aBoard(db);
		await boards.publish(app, coordinator, slug, { release: 1, seen: 0 });
		app.pass(MINUTE);
		await boards.unpublish(app, coordinator, slug, { release: 1, seen: 1 });
		return told(coordinator.id, { what: 'board.unpublished', ...of });
	}
} satisfies Record<string, Story>;
