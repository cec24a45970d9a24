import { expect, it } from 'vitest';
import * as backups from '#lib/server/services/backups/index.ts';
import { actions, load } from '../../../src/routes/(admin)/system/+page.server.ts';
import { onEach } from '../databases.ts';
import { open, send } from '../endpoints/asking.ts';
import { withBackups } from '../services/backups-support.ts';
import { aMember, anApp, aPerson, aStudy, everyRow, everything } from '../support.ts';

const ADMINISTRATORS = 'Only an administrator may do this. Ask one of yours.';

onEach(
	({ fresh }) => {
		const anOffice = async () => {
			const db = await fresh();
			const app = withBackups(anApp(db));
			const administrator = await aPerson(db, { isAdmin: true });
			const coordinator = await aMember(db, await aStudy(db), 'coordinator');
			const look = (as: typeof administrator | undefined, path = '/system') =>
				open(app, load, { as, path });
			const press = (as?: typeof administrator) =>
				send(app, actions.backUp, { as, path: '/system', fields: {} });
			return { app, db, administrator, coordinator, look, press };
		};

		it('is shown to administrators only, and examined where it is asked for', async () => {
			const { administrator, coordinator, look } = await anOffice();
			const seen = await look(administrator);
			expect(seen).toMatchObject({ status: 200, body: { findings: null } });
			expect(seen.body['backups']).toMatchObject({ kept: [], isUnderWay: false, failedAt: null });
			const examined = await look(administrator, '/system?examine');
			const findings = examined.body['findings'] as { check: string; ok: boolean }[];
			expect(findings.map(({ check }) => check)).toContain('history gives the ratings');
			for (const path of ['/system', '/system?examine']) {
				expect(await look(coordinator, path)).toMatchObject({
					...{ status: 403, body: { message: ADMINISTRATORS } }
				});
				expect(await look(undefined, path)).toMatchObject({ status: 303 });
			}
		});

		it('takes a press of an administrator for one backup, made by a job', async () => {
			const { app, db, administrator, coordinator, look, press } = await anOffice();
			const before = await everything(db);
			expect(await press(coordinator)).toMatchObject({ status: 403 });
			expect(await press()).toMatchObject({ status: 303 });
			expect(await everything(db)).toEqual(before);

			expect(await press(administrator)).toMatchObject({
				...{ status: 200, body: { done: expect.stringContaining('is being made') } }
			});
			expect(await press(administrator)).toMatchObject({
				...{ status: 409, body: { message: expect.stringContaining('already') } }
			});
			expect((await look(administrator)).body['backups']).toMatchObject({ isUnderWay: true });
			const jobs = await everyRow(db, (t) => t.jobs);
			expect(jobs.map(({ kind }) => kind)).toEqual([backups.MAKE]);
			await backups.makeAsked(app, jobs[0]!.payload);
			expect((await look(administrator)).body['backups']).toMatchObject({
				kept: [{ name: 'primum-2026-11-02T080000Z-by-hand.backup', reason: 'by-hand' }]
			});
			const [line] = await everyRow(db, (t) => t.auditEvents);
			expect(line).toMatchObject({ what: 'backup.made', userId: administrator.id });
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
