import { expect, it } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import { unzip } from '#lib/formats/zip.ts';
import { importCases, importRatings, type Sent } from '#lib/server/services/importing/index.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { hostileFiles } from '../../hostile/files.ts';
import { READERS } from '../../hostile/readers.ts';
import { onEach } from '../databases.ts';
import { everything } from '../support.ts';
import { aStudyWithKit } from './importing-support.ts';

/** That an import which has ended would be swept up is no row of a study. */
const rowsOf = async (db: Database) =>
	(await everything(db)).filter((line) => !line.includes('imports.sweep'));

const SEED = 11;
const FILES = 15;

/** How a file of each reader is sent. */
const SENT: Record<string, (bytes: Uint8Array) => Sent | Uint8Array | Promise<Sent>> = {
	'kit zip': async (bytes) => ({ files: await unzip(bytes) }),
	'tables zip': async (bytes) => ({ files: await unzip(bytes) }),
	'kit folder, a rubric': (bytes) => ({
		files: new Map([['dataset/rubrics/Card900.json', bytes]])
	}),
	'ratings.csv': (bytes) => bytes,
	'ratings.xlsx': (bytes) => bytes
};

onEach(({ fresh }) => {
	it('changes no row by a file that is refused', { timeout: 120_000 }, async () => {
		const db = await fresh();
		const { app, actor, slug } = await aStudyWithKit(db);
		const before = await rowsOf(db);
		let refused = 0;
		for (const reader of READERS.filter(({ name }) => name in SENT)) {
			const crafted = reader.crafted.slice(0, 6);
			const some = { ...reader, crafted };
			for await (const { bytes } of hostileFiles(some, {
				count: FILES,
				seed: SEED,
				large: false
			})) {
				const bring = async (dryRun: boolean) => {
					const sent = await SENT[reader.name]!(bytes);
					return sent instanceof Uint8Array
						? importRatings(app, actor, slug, sent, { dryRun })
						: importCases(app, actor, slug, sent, { dryRun });
				};
				// What is well after all would rightly be imported.
				const isWell = await bring(true).then(
					() => true,
					() => false
				);
				if (isWell) continue;
				await expect(bring(false)).rejects.toThrow(Refusal);
				refused += 1;
			}
		}
		expect(refused).toBeGreaterThan(30);
		expect(await rowsOf(db)).toEqual(before);
	});
});
