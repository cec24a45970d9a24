/** Jobs are run after the change that asked for them, again where they fail, and not for ever. */
import { expect, it } from 'vitest';
import { runNext } from '#lib/server/jobs/runner.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import * as jobs from '#lib/server/store/jobs.ts';
import { onEach } from './databases.ts';
import { anApp, DAY, everyRow, MINUTE, write } from './support.ts';

onEach(({ fresh }) => {
	it('runs a job once, with what it was given', async () => {
		const db = await fresh();
		const app = anApp(db);
		const seen: unknown[] = [];
		const works = {
			mail: { does: async (_: unknown, payload: unknown) => void seen.push(payload) }
		};
		await write(db, (tx) => jobs.later(tx, { kind: 'mail', payload: { to: 'somebody' } }));
		expect(await runNext(app, works)).toBe(true);
		expect(await runNext(app, works)).toBe(false);
		expect(seen).toEqual([{ to: 'somebody' }]);
		expect(await everyRow(db, (t) => t.jobs)).toMatchObject([{ state: 'done', attempts: 1 }]);
	});

	it('runs one that fails again later, and in the end no more', async () => {
		const db = await fresh();
		const app = anApp(db);
		let tries = 0;
		let givenUp = 0;
		const works = {
			mail: {
				does: () => {
					tries += 1;
					return Promise.reject(new Error('The other side is away.'));
				},
				givenUp: async () => void (givenUp += 1)
			}
		};
		await write(db, (tx) => jobs.later(tx, { kind: 'mail', payload: {} }));
		await runNext(app, works);
		expect(await runNext(app, works)).toBe(false);
		for (let count = 0; count < 20; count += 1) {
			app.pass(DAY);
			await runNext(app, works);
		}
		expect({ tries, givenUp }).toEqual({ tries: 6, givenUp: 1 });
		expect(await everyRow(db, (t) => t.jobs)).toMatchObject([
			{ state: 'failed', error: 'The other side is away.' }
		]);
	});

	it('gives up one whose runner is lost each time', async () => {
		const db = await fresh();
		const app = anApp(db);
		await write(db, (tx) => jobs.later(tx, { kind: 'mail', payload: {} }));
		let now = app.now();
		for (let count = 0; count < 6; count += 1) {
			await write(db, (tx) => jobs.claim(tx, now, MINUTE));
			now += 2 * MINUTE;
		}
		app.pass(DAY);
		const did: string[] = [];
		await runNext(app, {
			mail: {
				does: async () => void did.push('ran'),
				givenUp: async () => void did.push('gave up')
			}
		});
		expect(did).toEqual(['gave up']);
		expect(await everyRow(db, (t) => t.jobs)).toMatchObject([{ state: 'failed' }]);
	});

	it('says of a job that this version does not know', async () => {
		const db = await fresh();
		const app = anApp(db);
		await write(db, (tx) => jobs.later(tx, { kind: 'unheard-of', payload: {} }));
		await runNext(app, {});
		expect(await everyRow(db, (t) => t.jobs)).toMatchObject([
			{ state: 'waiting', error: 'This version knows no job "unheard-of".' }
		]);
	});

	it('keeps house once a day, and plans it once', async () => {
		const db = await fresh();
		const app = anApp(db);
		await operations.planHousekeeping(app);
		await operations.planHousekeeping(app);
		const works = { housekeeping: { does: operations.keepHouse } };
		expect(await runNext(app, works)).toBe(true);
		expect(await runNext(app, works)).toBe(false);
		app.pass(DAY);
		expect(await runNext(app, works)).toBe(true);
		const states = (await everyRow(db, (t) => t.jobs)).map(({ state }) => state);
		expect(states.sort()).toEqual(['done', 'done', 'waiting']);
	});
});
