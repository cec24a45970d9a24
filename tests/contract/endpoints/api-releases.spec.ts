/** Releases over HTTP: known by their hashes, in parts, compressed where it pays, and never read where nobody needs it. */
import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import {
	fetchArchive,
	fetchFile,
	listReleases,
	showAgreement,
	showCoverage,
	showRelease
} from '#lib/server/web/api/operations.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { onEach, sql } from '../databases.ts';
import { aStudyForPrograms, perform, type Asking } from './programs.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

async function aRelease(db: Database) {
	const at = await aStudyForPrograms(db);
	const { app, slug, coordinator, secrets } = at;
	const stored = await releasing.archive(app, coordinator.actor, slug, 1);
	const bytes = new Uint8Array(Buffer.concat(await Array.fromAsync(stored.read())));
	const archive = { sha256: stored.sha256, bytes };
	const files = await releasing.files(app, coordinator.actor, slug, 1);
	const { manifest } = await releasing.show(app, coordinator.actor, slug, 1);
	const ask = (asked: Asking = {}, release = '1') =>
		perform(app, fetchArchive, {
			token: secrets.read,
			...asked,
			params: { study: slug, release }
		});
	const askFile = (path: string, asked: Asking = {}, release = '1') =>
		perform(app, fetchFile, {
			token: secrets.read,
			...asked,
			params: { study: slug, release, path }
		});
	/** Counts what the crew is asked for by name. */
	const asked = vi.spyOn(app.crew, 'ask');
	const tasks = () => asked.mock.calls.map(([{ name }]) => name);
	return { ...at, archive, files, manifest, ask, askFile, tasks };
}

onEach(
	({ fresh }) => {
		describe('the archive of a release', () => {
			it('comes byte for byte, known by its hash, and may be kept for ever', async () => {
				const { archive, slug, ask } = await aRelease(await fresh());
				const response = await ask();
				expect(response.status).toBe(200);
				expect(sha256(await bytesOf(response))).toBe(archive.sha256);
				expect(Object.fromEntries(response.headers)).toMatchObject({
					etag: `"${archive.sha256}"`,
					'content-type': 'application/zip',
					'content-length': String(archive.bytes.length),
					'content-disposition': `attachment; filename="${slug}-release-1.zip"`,
					'cache-control': 'private, max-age=31536000, immutable',
					'accept-ranges': 'bytes',
					'primum-release': '1',
					'ratelimit-policy': '"token";q=300;w=60'
				});
				expect(response.headers.has('primum-withdrawn')).toBe(false);
			});

			it('is not read for whoever has it', async () => {
				const { archive, db, ask } = await aRelease(await fresh());
				// Where nothing is stored any more, nothing can be read.
				await sql(db, 'drop table release_parts');
				for (const known of [
					`"${archive.sha256}"`,
					`W/"${archive.sha256}"`,
					`"other", "${archive.sha256}"`,
					'*'
				]) {
					const response = await ask({ headers: { 'if-none-match': known } });
					expect([response.status, await response.text()], known).toEqual([304, '']);
					expect(response.headers.get('etag')).toBe(`"${archive.sha256}"`);
					expect(response.headers.has('content-length')).toBe(false);
				}
				const other = await ask({ headers: { 'if-none-match': '"other"' } });
				expect(other.status).toBe(500);
				expect(await other.json()).toMatchObject({ type: 'urn:primum:problem:unexpected' });
			});

			it('is told of without its bytes', async () => {
				const { archive, ask } = await aRelease(await fresh());
				const response = await ask({ method: 'HEAD' });
				expect([response.status, await response.text()]).toEqual([200, '']);
				expect(response.headers.get('content-length')).toBe(String(archive.bytes.length));
				expect(response.headers.get('etag')).toBe(`"${archive.sha256}"`);
			});

			it('comes in part for one range, and whole for several or for what is none', async () => {
				const { archive, ask } = await aRelease(await fresh());
				const { length } = archive.bytes;
				const inPart = [
					['bytes=0-9', 0, 10],
					['bytes=100-', 100, length],
					['bytes=-7', length - 7, length],
					['bytes=5-99999999', 5, length],
					['bytes=0-3, 2-9', 0, 10]
				] as const;
				for (const [range, from, to] of inPart) {
					const response = await ask({ headers: { range, 'accept-encoding': 'gzip, br' } });
					expect(response.status, range).toBe(206);
					expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${length}`);
					expect(response.headers.get('content-length')).toBe(String(to - from));
					expect(response.headers.has('content-encoding')).toBe(false);
					expect(await bytesOf(response), range).toEqual(
						new Uint8Array(archive.bytes.subarray(from, to))
					);
				}
				for (const range of ['bytes=0-3, 20-29', 'bytes=nonsense', 'pages=1-2', 'bytes 0-3']) {
					const response = await ask({ headers: { range } });
					expect(response.status, range).toBe(200);
					expect(sha256(await bytesOf(response)), range).toBe(archive.sha256);
				}
			});

			it('has no byte beyond its end', async () => {
				const { archive, ask } = await aRelease(await fresh());
				const { length } = archive.bytes;
				const response = await ask({ headers: { range: `bytes=${length}-` } });
				expect(response.status).toBe(416);
				expect(response.headers.get('content-range')).toBe(`bytes */${length}`);
				expect(await response.json()).toMatchObject({
					type: 'urn:primum:problem:range-not-satisfiable'
				});
			});

			it('comes in part only while it is the same, where that is asked', async () => {
				const { archive, ask } = await aRelease(await fresh());
				const statusFor = async (ifRange: string) =>
					(await ask({ headers: { range: 'bytes=0-3', 'if-range': ifRange } })).status;
				expect(await statusFor(`"${archive.sha256}"`)).toBe(206);
				expect(await statusFor(`W/"${archive.sha256}"`)).toBe(200);
				expect(await statusFor('"other"')).toBe(200);
				expect(await statusFor('Sat, 28 Nov 2026 12:00:00 GMT')).toBe(200);
			});
		});

		describe('a file of a release', () => {
			it('comes as the manifest says, each of them', async () => {
				const { files, manifest, askFile } = await aRelease(await fresh());
				expect(manifest.files.length).toBeGreaterThan(10);
				for (const { path, bytes, sha256: listed } of manifest.files) {
					const response = await askFile(path);
					expect(response.headers.get('etag'), path).toBe(`"${listed}"`);
					expect(response.headers.get('content-length'), path).toBe(String(bytes));
					expect(sha256(await bytesOf(response)), path).toBe(listed);
				}
				const response = await askFile('manifest.json');
				expect(response.headers.get('content-type')).toBe('application/json');
				expect(await bytesOf(response)).toEqual(new Uint8Array(files.get('manifest.json')!));
				expect((await askFile('manifest.sha256')).status).toBe(200);
			});

			it('travels compressed for whoever can unpack it, under a tag of its own', async () => {
				const { manifest, askFile, tasks } = await aRelease(await fresh());
				const file = manifest.files.find(({ path }) => path === 'data-dictionary.csv')!;
				expect(file.bytes).toBeGreaterThan(1024);
				const unpack = { gzip: gunzipSync, br: brotliDecompressSync };
				for (const coding of ['gzip', 'br'] as const) {
					const response = await askFile(file.path, { headers: { 'accept-encoding': coding } });
					expect(response.headers.get('content-encoding')).toBe(coding);
					expect(response.headers.get('etag')).toBe(`"${file.sha256}-${coding}"`);
					expect(response.headers.get('vary')).toContain('accept-encoding');
					expect(response.headers.has('content-length')).toBe(false);
					const packed = await bytesOf(response);
					expect(packed.length).toBeLessThan(file.bytes);
					expect(sha256(unpack[coding](packed))).toBe(file.sha256);
					const head = await askFile(file.path, {
						...{ method: 'HEAD', headers: { 'accept-encoding': coding } }
					});
					expect([head.headers.get('etag'), await head.text()]).toEqual([
						`"${file.sha256}-${coding}"`,
						''
					]);
					const read = tasks().length;
					for (const tag of [file.sha256, `${file.sha256}-${coding}`]) {
						const headers = { 'accept-encoding': coding, 'if-none-match': `"${tag}"` };
						expect((await askFile(file.path, { headers })).status).toBe(304);
					}
					expect(tasks().slice(read)).toEqual(['releasing.entry', 'releasing.entry']);
				}
			});

			it('travels as it is where nobody asks, or it would not pay', async () => {
				const { askFile } = await aRelease(await fresh());
				for (const [path, accepted] of [
					['data-dictionary.csv', 'gzip;q=0, identity'],
					['data-dictionary.csv', 'zstd'],
					['tables/ratings.parquet', 'gzip, br'],
					['tables/ratings.csv', 'gzip, br']
				] as const) {
					const response = await askFile(path, { headers: { 'accept-encoding': accepted } });
					expect(response.status, path).toBe(200);
					expect(response.headers.has('content-encoding'), path).toBe(false);
				}
			});

			it('is not there under another name', async () => {
				const { askFile } = await aRelease(await fresh());
				const paths = ['', 'tables', 'tables/', '/manifest.json', '../1/manifest.json'];
				for (const path of [...paths, '__proto__', 'toString', 'MANIFEST.json']) {
					const response = await askFile(path);
					expect(response.status, path).toBe(404);
				}
			});
		});

		it('finds the newest release that stands, and says of one that was withdrawn', async () => {
			const at = await aRelease(await fresh());
			const { app, slug, coordinator, secrets, ask, askFile } = at;
			const look = async (release: string) => {
				const params = { study: slug, release };
				return (await perform(app, showRelease, { token: secrets.read, params })).json();
			};
			expect((await look('latest')).number).toBe(1);
			await releasing.create(app, coordinator.actor, slug, { note: 'The second.' });
			expect(await look('latest')).toEqual(await look('2'));
			const tagOf = async (release: string) => {
				const params = { study: slug, release };
				const response = await perform(app, showRelease, { token: secrets.read, params });
				return response.headers.get('etag');
			};
			const before = await tagOf('2');
			await releasing.withdraw(app, coordinator.actor, slug, 2, 'A wrong rule.');
			expect(await tagOf('2')).not.toBe(before);
			expect((await look('latest')).number).toBe(1);
			const withdrawn = { at: new Date(app.now()).toISOString(), reason: 'A wrong rule.' };
			expect(await look('2')).toMatchObject({ number: 2, withdrawn });
			expect(await look('1')).toMatchObject({ number: 1, withdrawn: null });
			for (const response of [await ask({}, '2'), await askFile('README.md', {}, '2')]) {
				expect(response.status).toBe(200);
				expect(response.headers.get('primum-withdrawn')).toBe(withdrawn.at);
			}
			const newest = await ask({}, 'latest');
			expect(newest.headers.get('primum-release')).toBe('1');
			expect(newest.headers.get('cache-control')).toBe('private, no-cache');
			const list = await perform(app, listReleases, {
				...{ token: secrets.read, params: { study: slug } }
			});
			expect(await list.json()).toMatchObject({
				releases: [
					{ number: 2, withdrawn, note: 'The second.' },
					{ number: 1, withdrawn: null }
				]
			});
			await releasing.withdraw(app, coordinator.actor, slug, 1, 'As wrong.');
			const none = await ask({}, 'latest');
			expect(none.status).toBe(404);
			expect((await none.json()).detail).toContain('has no release that stands');
		});

		describe('live figures', () => {
			it('are those of the pages', async () => {
				const { app, slug, coordinator, secrets } = await aRelease(await fresh());
				const asked = { token: secrets.read, params: { study: slug } };
				const coverage = await (await perform(app, showCoverage, asked)).json();
				const shown = await watching.coverage(app, coordinator.actor, slug);
				expect(coverage).toMatchObject({
					...{ study: slug, round: 1, ratersPerCase: 3, raters: { active: 3, of: 3 } },
					ratings: { counted: 18, wanted: shown.ratings.wanted, surplus: 0 },
					cases: { complete: 1, of: 3 }
				});
				expect(shown.ratings.done).toBe(18);
				const agreement = await (await perform(app, showAgreement, asked)).json();
				const { figures } = await agreeing.agreement(app, coordinator.actor, slug);
				for (const name of ['alpha', 'ac2', 'exact', 'within', 'discordant'] as const) {
					const found = figures[name];
					expect(agreement.figures[name].value, name).toBe('value' in found ? found.value : null);
				}
				// Of three raters two gave 9 to all six actions but for two 8s, and one a 2.
				expect(agreement.scores.counts).toEqual([0, 1, 0, 0, 0, 0, 0, 3, 14]);
			});

			it('are counted anew only once something has changed', async () => {
				const at = await aRelease(await fresh());
				const { app, slug, secrets, tasks, rater } = at;
				for (const [operation, task] of [
					[showCoverage, 'watching.coverage'],
					[showAgreement, 'agreeing.agreement']
				] as const) {
					const ask = (known?: string) =>
						perform(app, operation, {
							...{ token: secrets.read, params: { study: slug } },
							headers: known === undefined ? {} : { 'if-none-match': known }
						});
					const tag = (await ask()).headers.get('etag')!;
					const counted = tasks().filter((name) => name === task).length;
					expect(counted).toBe(1);
					expect((await ask(tag)).status).toBe(304);
					expect(tasks().filter((name) => name === task)).toHaveLength(counted);
					await rating.takeBack(app, rater.actor, rater.assignment.id);
					const changed = await ask(tag);
					expect(changed.status).toBe(200);
					expect(changed.headers.get('etag')).not.toBe(tag);
					expect(changed.headers.get('cache-control')).toBe('private, no-cache');
					await rating.submitCase(app, rater.actor, rater.assignment.id);
				}
			});
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
