/** Imports by HTTP: a file is sent, a job carries it out, and whoever asked can look and stop it. */
import { describe, expect, it } from 'vitest';
import { zip } from '#lib/formats/zip.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { importFile, showJob, stopJob } from '#lib/server/web/api/operations.ts';
import { onEach } from '../databases.ts';
import { edited } from '../services/importing-support.ts';
import { everyRow, everything } from '../support.ts';
import { aStudyForPrograms, perform, runErrand } from './programs.ts';

const ZIP = 'application/zip';

/** The small kit with a question that was not there. */
const changedKit = () =>
	zip(
		edited((rubric) => {
			rubric.case.author = 'somebody else';
		})
	);

async function aStudyToImportInto(db: Database) {
	const at = await aStudyForPrograms(db);
	const { app, slug: study, secrets } = at;
	const token = secrets.import;
	const give = (body: BodyInit, type: string | null, query: Record<string, string>) =>
		perform(app, importFile, {
			...{ token, params: { study }, query, body },
			headers: type === null ? {} : { 'content-type': type }
		});
	const look = async (job: string) =>
		(await perform(app, showJob, { token, params: { study, job } })).json();
	const stop = (job: string) => perform(app, stopJob, { token, params: { study, job } });
	/** Sends a file, waits for the job, and looks what came of it. */
	const taken = async (body: BodyInit, type: string, query: Record<string, string>) => {
		const response = await give(body, type, query);
		expect(response.status).toBe(202);
		const { id } = await response.json();
		await runErrand(app);
		return look(id);
	};
	const uploads = () => everyRow(db, (t) => t.uploads);
	return { ...at, give, look, stop, taken, uploads };
}

onEach(
	({ fresh }) => {
		describe('a file that is sent', () => {
			it('is tried first, and changes nothing; then it is imported', async () => {
				const { db, give, taken, look } = await aStudyToImportInto(await fresh());
				const authors = async () =>
					(await everyRow(db, (t) => t.cases)).filter((row) =>
						JSON.stringify(row).includes('somebody else')
					).length;
				const tried = await taken(changedKit() as BodyInit, ZIP, {
					...{ kind: 'cases', dryRun: 'true' }
				});
				expect(tried).toMatchObject({ kind: 'import-cases', state: 'done', refusal: null });
				expect(tried.outcome).toMatchObject({ cases: { new: 0, changed: expect.any(Number) } });
				expect(await authors()).toBe(0);
				const done = await taken(changedKit() as BodyInit, ZIP, { kind: 'cases' });
				expect(done.state).toBe('done');
				expect(await authors()).toBeGreaterThan(0);
				const again = await give(zip(smallKit()) as BodyInit, ZIP, { kind: 'cases' });
				expect(await look((await again.json()).id)).toMatchObject({ state: 'waiting' });
			});

			it('may be ratings, with whatever type a table has', async () => {
				const { db, taken } = await aStudyToImportInto(await fresh());
				const before = (await everyRow(db, (t) => t.ratings)).length;
				const csv = 'case,action,rater,score\nDerm902,1,Reader,4\n';
				const done = await taken(csv, 'text/csv; charset=utf-8', { kind: 'ratings' });
				expect(done).toMatchObject({ kind: 'import-ratings', state: 'done' });
				expect(await everyRow(db, (t) => t.ratings)).toHaveLength(before + 1);
			});

			it('is refused with all that is wrong, each with its place', async () => {
				const { taken } = await aStudyToImportInto(await fresh());
				const csv = 'case,action,rater,score\nDerm902,1,Reader,14\nNone1,1,Reader,4\n';
				const refused = await taken(csv, 'text/csv', { kind: 'ratings' });
				expect(refused).toMatchObject({ state: 'refused', outcome: null });
				expect(refused.refusal.problems).toEqual(
					expect.arrayContaining([expect.objectContaining({ line: 2, field: 'score' })])
				);
			});

			it('is kept by no refusal', async () => {
				const { db, give, uploads } = await aStudyToImportInto(await fresh());
				expect((await give(changedKit() as BodyInit, ZIP, { kind: 'cases' })).status).toBe(202);
				const before = await everything(db);
				expect(await uploads()).toMatchObject([{ name: 'upload.zip' }]);
				const refused = [
					[await give(changedKit() as BodyInit, ZIP, { kind: 'cases' }), 409],
					[await give('', ZIP, { kind: 'cases' }), 400],
					[await give('x', 'application/octet-stream', { kind: 'cases' }), 400],
					[await give('x', 'multipart/form-data', { kind: 'cases' }), 415],
					[await give(new Uint8Array([1]), null, { kind: 'cases' }), 415],
					[await give('x', ZIP, {}), 400],
					[await give('x', ZIP, { kind: 'cases', dryrun: 'true' }), 400],
					[await give('x', ZIP, { kind: 'cases', dryRun: 'yes' }), 400]
				] as const;
				for (const [response, status] of refused) {
					expect(response.status, JSON.stringify(await response.json())).toBe(status);
				}
				expect(refused[3][0].headers.get('accept-post')).toContain('text/csv');
				const late = (rows: string[]) => rows.filter((row) => !row.startsWith('apiTokens'));
				expect(late(await everything(db))).toEqual(late(before));
			});

			it('is not read to its end where it is too large, whatever it says of its length', async () => {
				const { app, slug, secrets, uploads } = await aStudyToImportInto(await fresh());
				let sent = 0;
				const endless = new ReadableStream({
					pull(controller) {
						sent += 1;
						controller.enqueue(new Uint8Array(1024 * 1024));
					}
				});
				const response = await perform(app, importFile, {
					...{ token: secrets.import, params: { study: slug }, query: { kind: 'cases' } },
					...{ headers: { 'content-type': ZIP }, body: endless }
				});
				expect(response.status).toBe(413);
				expect((await response.json()).detail).toContain('At most 64 MiB');
				expect(sent).toBeLessThan(70);
				expect(await uploads()).toEqual([]);
			});
		});

		it('stops a job that waits, once', async () => {
			const { give, stop, look, app } = await aStudyToImportInto(await fresh());
			const { id } = await (
				await give(changedKit() as BodyInit, ZIP, { kind: 'cases', name: 'kit.zip' })
			).json();
			const stopped = await stop(id);
			expect(stopped.status).toBe(200);
			expect(await stopped.json()).toMatchObject({ id, state: 'stopped', outcome: null });
			expect((await stop(id)).status).toBe(409);
			await runErrand(app);
			expect(await look(id)).toMatchObject({ state: 'stopped' });
			expect((await stop('none')).status).toBe(404);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
