/** Long work that is asked for and carried out by a job: told how far it is, stopped, refused, given up, taken up again. */
import { describe, expect, it } from 'vitest';
import type { ErrandKind } from '#lib/domain/errand.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by } from '#lib/server/app.ts';
import { coordinatorOf } from '#lib/server/auth/guards.ts';
import { atomically } from '#lib/server/db/atomically.ts';
import { runNext } from '#lib/server/jobs/runner.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import type { ErrandTask, ErrandWork } from '#lib/server/services/errands/index.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as jobs from '#lib/server/store/jobs.ts';
import * as studies from '#lib/server/store/studies.ts';
import * as users from '#lib/server/store/users.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { onEach } from '../databases.ts';
import { aMember, anApp, aStudy, DAY, MINUTE, refusals, write } from '../support.ts';
import { aRatedStudy } from './releasing-support.ts';

const ASKED = { file: 'cases.xlsx', rows: [1, 2] };
const never: ErrandWork = () => Promise.reject(new Error('Nobody asked for this.'));

/** A study whose coordinator asks for errands, and a job runner that does for `release` what a test says. */
async function aStudyOfErrands(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db);
	const coordinator = await aMember(db, study, 'coordinator');
	const { actor } = coordinator;
	const { slug, id: studyId } = study;
	const send = (kind: ErrandKind = 'release') =>
		atomically(db, by(app, actor), function* (tx) {
			yield* coordinatorOf(tx, actor, slug);
			return yield* errands.send(tx, { studyId, kind, asked: ASKED });
		});
	const run = (release: ErrandWork) =>
		runNext(app, {
			[errands.RUN]: {
				does: (_, { id }) =>
					errands.carryOut(app, String(id), {
						...{ release, 'import-cases': never, 'import-ratings': never, score: never }
					}),
				givenUp: (_, { id }) => errands.giveUp(app, String(id)),
				attempts: 3
			}
		});
	const show = (id: string) => errands.show(app, actor, slug, id);
	return { app, db, study, slug, coordinator, actor, send, run, show };
}

/** Waits until something is so that another process brings about; a test that waits for ever runs out of time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
	while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Work that goes on until it is stopped. */
const endless: ErrandWork = (_, __, { onProgress, signal }) => {
	onProgress({ what: 'counting', done: 3, of: 7 });
	return new Promise((_resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason as Error));
	});
};

onEach(({ fresh }) => {
	describe('an errand', () => {
		it('waits once it is asked for, and is carried out as whoever asked, with what was asked', async () => {
			const { send, run, show, actor, slug, app } = await aStudyOfErrands(await fresh());
			const id = await send();
			const waiting = { id, kind: 'release', state: 'waiting', asked: ASKED, createdAt: app.now() };
			const nothing = { outcome: null, refusal: null, finishedAt: null, stopping: false };
			expect(await show(id)).toEqual({ ...waiting, ...nothing, what: '', done: 0, parts: 0 });
			const seen: ErrandTask[] = [];
			app.pass(MINUTE);
			await run(async (_, task) => {
				seen.push(task);
				return { number: 4 };
			});
			expect(seen).toEqual([
				{ id, slug, asked: ASKED, actor: { ...actor, from: { via: 'page' } } }
			]);
			const over = { state: 'done', outcome: { number: 4 }, finishedAt: app.now(), refusal: null };
			expect(await show(id)).toMatchObject(over);
			expect(await errands.newest(app, actor, slug, 'release')).toEqual(await show(id));
			expect(await errands.newest(app, actor, slug, 'import-cases')).toBeNull();
		});

		it('is not asked for where the change that asks is refused', async () => {
			const { app, db, actor, slug, study, run } = await aStudyOfErrands(await fresh());
			const asked = atomically(db, by(app, actor), function* (tx) {
				yield* errands.send(tx, { studyId: study.id, kind: 'release', asked: {} });
				throw new Refusal('conflict', 'No.');
			});
			expect(await refusals(asked)).toEqual(['conflict']);
			expect(await errands.newest(app, actor, slug, 'release')).toBeNull();
			expect(await run(never)).toBe(false);
		});

		it('says how far it is while it goes on, and stops where it is asked to', async () => {
			const { send, run, show, app, actor, slug } = await aStudyOfErrands(await fresh());
			const id = await send();
			const running = run(endless);
			await until(async () => (await show(id)).what !== '');
			const far = { what: 'counting', done: 3, parts: 7 };
			expect(await show(id)).toMatchObject({ ...far, state: 'running', stopping: false });
			await errands.stop(app, actor, slug, id);
			expect((await show(id)).stopping || (await show(id)).state === 'stopped').toBe(true);
			await running;
			const stopped = { state: 'stopped', outcome: null, refusal: null, stopping: false };
			expect(await show(id)).toMatchObject({ ...far, ...stopped, finishedAt: app.now() });
		});

		it('that ends without its work done is told of to whatever waits for it', async () => {
			const { send, app, actor, slug } = await aStudyOfErrands(await fresh());
			const told: string[] = [];
			const waiting = {
				release: async (_: unknown, asked: object, message: string) => {
					expect(asked).toEqual(ASKED);
					told.push(message);
				}
			};
			const works = { 'import-cases': never, 'import-ratings': never, score: never };
			const carryOut = (id: string, release: ErrandWork) =>
				errands.carryOut(app, id, { ...works, release }, waiting);

			await carryOut(await send(), () => Promise.resolve({}));
			expect(told).toEqual([]);
			await carryOut(await send(), () => Promise.reject(new Refusal('invalid', 'Not like this.')));
			const stopped = await send();
			await errands.stop(app, actor, slug, stopped);
			await carryOut(stopped, never);
			const failing = await send();
			await expect(carryOut(failing, never)).rejects.toThrow('Nobody asked');
			expect(told).toEqual(['Not like this.', expect.stringContaining('stopped')]);
			await errands.giveUp(app, failing, waiting);
			expect(told[2]).toMatch(/Primum’s fault/);
		});

		it('that waits is stopped at once, and never begins', async () => {
			const { send, run, show, app, actor, slug } = await aStudyOfErrands(await fresh());
			const id = await send();
			await errands.stop(app, actor, slug, id);
			expect(await show(id)).toMatchObject({ state: 'stopped', finishedAt: app.now() });
			expect(await run(never)).toBe(true);
			expect(await show(id)).toMatchObject({ state: 'stopped' });
			expect(await refusals(errands.stop(app, actor, slug, id))).toEqual(['conflict']);
			// Another can be asked for.
			await send();
		});

		it('that is refused says why, with the first 500 problems', async () => {
			const { send, run, show } = await aStudyOfErrands(await fresh());
			const id = await send();
			const problems = Array.from({ length: 501 }, (_, at) => ({
				...{ where: 'cases.csv', line: at + 2, message: 'No case has this id.' }
			}));
			await run(() => Promise.reject(new Refusal('invalid', '501 rows are wrong.', { problems })));
			const { state, refusal, outcome } = await show(id);
			expect({ state, outcome }).toEqual({ state: 'refused', outcome: null });
			expect(refusal).toEqual({
				message: '501 rows are wrong.',
				problems: problems.slice(0, 500)
			});
		});

		it('that fails is tried three times, and then given up', async () => {
			const { send, run, show, app } = await aStudyOfErrands(await fresh());
			const id = await send();
			let tries = 0;
			const states: string[] = [];
			for (let turn = 0; turn < 5; turn += 1) {
				await run(() => {
					tries += 1;
					return Promise.reject(new Error('The disk is full.'));
				});
				states.push((await show(id)).state);
				app.pass(DAY);
			}
			expect(tries).toBe(3);
			expect(states).toEqual(['running', 'running', 'failed', 'failed', 'failed']);
			const { refusal } = await show(id);
			expect(refusal?.message).toMatch(/^This failed for a reason that is Primum’s fault/);
			await send();
		});

		it('waits for a database that is busy, as for a failure', async () => {
			const { send, run, show, app } = await aStudyOfErrands(await fresh());
			const id = await send();
			await run(() => Promise.reject(new Refusal('busy', 'The database is busy.')));
			expect(await show(id)).toMatchObject({ state: 'running' });
			app.pass(DAY);
			await run(async () => ({ number: 1 }));
			expect(await show(id)).toMatchObject({ state: 'done' });
		});

		it('is taken up again where its process was lost', async () => {
			const { send, run, show, app, db } = await aStudyOfErrands(await fresh());
			const id = await send();
			// A process claims the job and is never heard of again.
			await write(db, (tx) => jobs.claim(tx, app.now(), MINUTE));
			expect(await run(never)).toBe(false);
			app.pass(2 * MINUTE);
			expect(await run(async () => ({ number: 1 }))).toBe(true);
			expect(await show(id)).toMatchObject({ state: 'done', outcome: { number: 1 } });
		});

		it('that was lost and asked to stop does not begin again', async () => {
			const { send, run, show, app, actor, slug } = await aStudyOfErrands(await fresh());
			const id = await send();
			await run(() => Promise.reject(new Error('The process ends.')));
			await errands.stop(app, actor, slug, id);
			expect(await show(id)).toMatchObject({ state: 'running', stopping: true });
			app.pass(DAY);
			let begun = false;
			await run(async () => {
				begun = true;
				return {};
			});
			expect(begun).toBe(false);
			expect(await show(id)).toMatchObject({ state: 'stopped' });
		});

		it('goes on alone: one of its kind in a study, others beside it', async () => {
			const { send, run, app, actor, slug } = await aStudyOfErrands(await fresh());
			const outcomes = await Promise.allSettled([send(), send()]);
			const refused = outcomes.filter(({ status }) => status === 'rejected');
			expect(refused).toHaveLength(1);
			expect(refused[0]).toMatchObject({
				reason: {
					kind: 'conflict',
					message: 'A release is being made already. Wait for it, or stop it first.'
				}
			});
			await send('import-cases');
			const { id } = (await errands.newest(app, actor, slug, 'release'))!;
			await errands.stop(app, actor, slug, id);
			await run(never);
			await send();
		});

		it('is refused where the account of whoever asked was disabled meanwhile', async () => {
			const { send, run, show, app, db, study, coordinator } = await aStudyOfErrands(await fresh());
			const id = await send();
			await write(db, (tx) => users.update(tx, coordinator.id, { disabledAt: app.now() }));
			await run(never);
			const other = await aMember(db, study, 'coordinator');
			const seen = await errands.show(app, other.actor, study.slug, id);
			expect(seen).toMatchObject({
				state: 'refused',
				refusal: { message: 'The account of whoever asked for this was disabled.' }
			});
			await expect(show(id)).resolves.toEqual(seen);
		});

		it('is refused where the study was deleted meanwhile, and is over', async () => {
			const { send, run, db, study } = await aStudyOfErrands(await fresh());
			await send();
			const gone = { deletedAt: 1, slug: `${study.slug}~${study.id}` };
			await write(db, (tx) => studies.update(tx, study, gone));
			expect(await run(never)).toBe(true);
			expect(await run(never)).toBe(false);
		});

		it('is for those who run the study: nobody else may look at it or stop it', async () => {
			const { send, app, db, study, slug } = await aStudyOfErrands(await fresh());
			const id = await send();
			const [observer, rater] = [
				await aMember(db, study, 'observer'),
				await aMember(db, study, 'rater')
			];
			const other = await aStudy(db);
			const stranger = await aMember(db, other, 'coordinator');
			for (const { actor } of [observer, rater]) {
				const asked = [errands.show(app, actor, slug, id), errands.stop(app, actor, slug, id)];
				expect(await refusals(...asked)).toEqual(['forbidden', 'forbidden']);
			}
			const elsewhere = [
				errands.show(app, stranger.actor, slug, id),
				errands.show(app, stranger.actor, other.slug, id),
				errands.stop(app, stranger.actor, other.slug, id)
			];
			expect(await refusals(...elsewhere)).toEqual(['missing', 'missing', 'missing']);
		});

		it('is forgotten by the keeping of the house once it is long over', async () => {
			const { send, run, show, app } = await aStudyOfErrands(await fresh());
			const id = await send();
			await run(async () => ({}));
			app.pass(DAY);
			await operations.keepHouse(app);
			await show(id);
			app.pass(40 * DAY);
			await operations.keepHouse(app);
			expect(await refusals(show(id))).toEqual(['missing']);
		});
	});

	describe('a release as an errand', () => {
		it('is made by the job, and says its number and hash', async () => {
			const db = await fresh();
			const { app, slug, actor } = await aRatedStudy(db);
			const id = await releasing.createSoon(app, actor, slug, { note: 'The first.' });
			expect(await refusals(releasing.createSoon(app, actor, slug, {}))).toEqual(['conflict']);
			await runNext(app, {
				[errands.RUN]: {
					does: (_, payload) =>
						errands.carryOut(app, String(payload['id']), {
							...{ 'import-cases': never, 'import-ratings': never, score: never },
							release: releasing.carryOut
						})
				}
			});
			const [release] = await releasing.list(app, actor, slug);
			expect(release).toMatchObject({ number: 1, options: { note: 'The first.' } });
			expect(await errands.show(app, actor, slug, id)).toMatchObject({
				state: 'done',
				outcome: { number: 1, sha256: release!.sha256 }
			});
		});
	});
});
