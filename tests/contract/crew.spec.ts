/** A crew of real threads: it answers as the same process would, and takes turns with it to write. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp, readConfig } from '#lib/server/config.ts';
import type { App } from '#lib/server/app.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { aCase, aMember, anApp, anAssignment, aSave, aStudy, scored } from './support.ts';

let folder = '';
const opened: App[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'primum-crew-'));
});
afterEach(async () => {
	for (const app of opened.splice(0)) {
		await app.crew.close();
		await app.db.close();
	}
	rmSync(folder, { recursive: true, force: true });
});

/** An installation as a server opens it. */
async function aServer(): Promise<App> {
	const config = readConfig({ PRIMUM_DATA: folder, PRIMUM_LOG: 'silent' });
	const app = openApp(config, { threads: true });
	opened.push(app);
	await migrate(app.db);
	return app;
}

async function aStudyOf(app: App, cases: number) {
	const study = await aStudy(app.db);
	const coordinator = (await aMember(app.db, study, 'coordinator')).actor;
	const rater = await aMember(app.db, study, 'rater');
	const items = [];
	for (let index = 0; index < cases; index += 1) {
		items.push(await aCase(app.db, study, { actions: 20, position: index }));
	}
	const assignment = await anAssignment(app.db, study, items[0]!, rater);
	return { study, coordinator, rater, items, assignment };
}

/** ratings.csv with every action of these cases, by raters who are not known yet. */
function ratingsCsv(items: readonly { externalId: string; actions: { number: number }[] }[]) {
	const lines = items.flatMap(({ externalId, actions }) =>
		['North', 'South', 'East'].flatMap((rater, place) =>
			actions.map(({ number }) => `${externalId},${number},${rater},${1 + ((number + place) % 9)}`)
		)
	);
	return new TextEncoder().encode(['case,action,rater,score', ...lines, ''].join('\n'));
}

describe('a crew of threads', () => {
	it('gives the figures that one process alone gives', async () => {
		const app = await aServer();
		const { study, coordinator, rater, items, assignment } = await aStudyOf(app, 3);
		await rating.saveRating(
			app,
			rater.actor,
			assignment.id,
			aSave(items[0]!.actions[0]!.id, 0, scored(7))
		);
		const alone = anApp(app.db);
		expect(await watching.assigned(app, coordinator, study.slug)).toEqual(
			await watching.assigned(alone, coordinator, study.slug)
		);
		await rating.saveRating(
			app,
			rater.actor,
			assignment.id,
			aSave(items[0]!.actions[1]!.id, 0, scored(2))
		);
		const after = await watching.coverage(app, coordinator, study.slug);
		expect(after.ratings.done).toBe(2);
	});

	it('refuses as the service does, with all that is wrong', async () => {
		const app = await aServer();
		const { study, coordinator } = await aStudyOf(app, 1);
		const csv = new TextEncoder().encode('case,action,rater,score\nNone,1,North,7\n');
		await expect(importing.importRatings(app, coordinator, study.slug, csv)).rejects.toMatchObject({
			name: 'Refusal',
			kind: 'invalid',
			problems: [{ where: 'ratings.csv', line: 2, field: 'action' }]
		});
	});

	it('saves go on while it imports, and nothing of either is lost', async () => {
		const app = await aServer();
		const { study, coordinator, rater, items, assignment } = await aStudyOf(app, 30);
		const importing_ = importing.importRatings(
			app,
			coordinator,
			study.slug,
			ratingsCsv(items.slice(1))
		);
		let imported = false;
		void importing_.finally(() => (imported = true));
		const action = items[0]!.actions[0]!.id;
		let version = 0;
		let meanwhile = 0;
		while (!imported) {
			const save = aSave(action, version, scored(1 + (version % 9)));
			({ version } = await rating.saveRating(app, rater.actor, assignment.id, save));
			if (!imported) meanwhile += 1;
		}
		const outcome = await importing_;
		expect(outcome).toMatchObject({ new: 29 * 20 * 3, changed: 0, applied: true });
		expect(meanwhile).toBeGreaterThan(10);
		const { ratings } = await watching.coverage(app, coordinator, study.slug);
		expect(ratings.done).toBe(29 * 20 * 3 + 1);
	});

	it('an import that is stopped leaves nothing', async () => {
		const app = await aServer();
		const { study, coordinator, items } = await aStudyOf(app, 30);
		const stopping = new AbortController();
		const stopped = importing.importRatings(app, coordinator, study.slug, ratingsCsv(items), {
			course: { signal: stopping.signal, onProgress: () => stopping.abort() }
		});
		await expect(stopped).rejects.toThrow();
		expect((await watching.coverage(app, coordinator, study.slug)).ratings.done).toBe(0);
	});
});
