import { expect, it } from 'vitest';
import type { Manifest } from '#lib/domain/release.ts';
import { violation } from '#lib/server/db/errors.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { insert } from '#lib/server/db/rows.ts';
import * as releases from '#lib/server/store/releases.ts';
import { onEach, sql } from './databases.ts';
import { aPerson, ask, aStudy, START, write } from './support.ts';

const aRelease = (studyId: number, number: number) => ({
	...{ studyId, number },
	createdAt: START,
	options: {
		unresolved: 'exclude' as const,
		includeComments: false,
		includeTimes: true,
		note: 'a note'
	},
	manifest: { format: 'primum-release', release: number, files: [] } as unknown as Manifest,
	sha256: `zip ${number}`
});

const bytes = (text: string) => Buffer.from(text);

const aPart = (sha256: string, part: number, content: Buffer, createdAt = START) => ({
	...{ sha256, part, createdAt, content }
});

/** The archives that are stored, and of how many parts. */
const stored = (db: Database) =>
	sql(db, 'select sha256, cast(count(*) as integer) as parts from release_parts group by sha256');

onEach(({ fresh }) => {
	it('keeps a release with its archive, byte for byte, in the order of its parts', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
		const given = aRelease(id, 1);
		for (const part of [aPart('zip 1', 1, everyByte), aPart('zip 1', 0, bytes('begin'))]) {
			await write(db, (tx) => releases.keepPart(tx, part));
			// Who stores the same archive at the same moment finds it there.
			await write(db, (tx) => releases.keepPart(tx, part));
		}
		const release = await write(db, (tx) => releases.insert(tx, given));
		expect(release).toEqual({
			...given,
			id: release.id,
			createdBy: null,
			withdrawnAt: null,
			withdrawnReason: null
		});
		expect(await ask(db, releases.byNumber, { studyId: id, number: 1 })).toEqual(release);
		expect(await ask(db, releases.byNumber, { studyId: id, number: 2 })).toBeUndefined();
		const parts = await ask(db, releases.parts, { sha256: 'zip 1' });
		expect(parts).toEqual([
			{ part: 0, bytes: 5 },
			{ part: 1, bytes: 256 }
		]);
		const first = await ask(db, releases.part, { sha256: 'zip 1', part: 0 });
		const second = await ask(db, releases.part, { sha256: 'zip 1', part: 1 });
		expect(first!.content.toString()).toBe('begin');
		expect(second!.content.equals(everyByte)).toBe(true);
		expect(await ask(db, releases.part, { sha256: 'zip 1', part: 2 })).toBeUndefined();
		expect(await ask(db, releases.lastPart, { sha256: 'zip 1' })).toEqual({ part: 1 });
	});

	it('gives the files of a release from before archives were kept, in the order of their paths', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const { id: releaseId } = await write(db, (tx) => releases.insert(tx, aRelease(id, 1)));
		for (const path of ['kit/b.json', 'README.md', 'kit/B.json']) {
			const file = { releaseId, path, sha256: `of ${path}`, content: bytes(path) };
			await write(db, (tx) => insert(tx, tx.t.releaseFiles, file));
		}
		expect(await ask(db, releases.parts, { sha256: 'zip 1' })).toEqual([]);
		const files = await ask(db, releases.files, releaseId);
		expect(files.map(({ path, content }) => [path, content.toString()])).toEqual(
			['README.md', 'kit/B.json', 'kit/b.json'].map((path) => [path, path])
		);
	});

	it('throws away what no release came of, at once or after a while, and nothing else', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		await write(db, function* (tx) {
			yield* releases.insert(tx, aRelease(id, 1));
			for (const sha256 of ['zip 1', 'old', 'dropped']) {
				yield* releases.keepPart(tx, aPart(sha256, 0, bytes(sha256), START - 2));
			}
			yield* releases.keepPart(tx, aPart('new', 0, bytes('new'), START));
		});
		for (const sha256 of ['dropped', 'zip 1']) {
			await write(db, (tx) => releases.dropParts(tx, { sha256, first: 0, last: 1 }));
		}
		const left = async () => (await stored(db)).map(({ sha256 }) => sha256).sort();
		expect(await left()).toEqual(['new', 'old', 'zip 1']);
		expect(await ask(db, releases.abandoned, { before: START - 1 })).toEqual([{ sha256: 'old' }]);
	});

	it('keeps parts once more under another name, further on, and leaves those that are there', async () => {
		const db = await fresh();
		for (const part of [0, 1, 2]) {
			const content = bytes(`part ${part}`);
			await write(db, (tx) => releases.keepPart(tx, aPart('making:a/0', part, content)));
		}
		await write(db, (tx) => releases.keepPart(tx, aPart('making:b/0', 0, bytes('other'))));
		const copy = { from: 'making:a/0', first: 1, last: 3, sha256: 'zip', place: 7 };
		for (const _twice of [1, 2]) await write(db, (tx) => releases.copyParts(tx, copy));
		expect(await ask(db, releases.parts, { sha256: 'zip' })).toEqual([
			{ part: 8, bytes: 6 },
			{ part: 9, bytes: 6 }
		]);
		const copied = await ask(db, releases.part, { sha256: 'zip', part: 9 });
		expect(copied!.content.toString()).toBe('part 2');
		expect(await ask(db, releases.namesLike, { pattern: 'making:a/%' })).toEqual([
			{ sha256: 'making:a/0' }
		]);
		await write(db, (tx) => releases.dropParts(tx, { sha256: 'zip', first: 8, last: 9 }));
		expect(await ask(db, releases.parts, { sha256: 'zip' })).toEqual([{ part: 9, bytes: 6 }]);
	});

	it('numbers the releases of each study, the newest first', async () => {
		const db = await fresh();
		const [one, other] = [await aStudy(db), await aStudy(db)];
		expect(await ask(db, releases.nextNumber, one.id)).toBe(1);
		for (const number of [1, 2]) {
			await write(db, (tx) => releases.insert(tx, aRelease(one.id, number)));
		}
		expect(await ask(db, releases.nextNumber, one.id)).toBe(3);
		expect(await ask(db, releases.nextNumber, other.id)).toBe(1);
		expect(
			(await ask(db, releases.ofStudy, { studyId: one.id })).map(({ number }) => number)
		).toEqual([2, 1]);
		const again = write(db, (tx) => releases.insert(tx, aRelease(one.id, 2)));
		await expect(again.catch(violation)).resolves.toBe('unique');
	});

	it('is withdrawn once, with the reason', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const by = await aPerson(db);
		const given = { ...aRelease(id, 1), createdBy: by.id };
		const release = await write(db, (tx) => releases.insert(tx, given));
		const withdraw = (reason: string) =>
			write(db, (tx) => releases.withdraw(tx, release.id, START + 1, reason));
		const withdrawn = { ...release, withdrawnAt: START + 1, withdrawnReason: 'wrong guidelines' };
		expect(await withdraw('wrong guidelines')).toEqual(withdrawn);
		expect(await withdraw('another')).toBeUndefined();
		expect(await ask(db, releases.byNumber, { studyId: id, number: 1 })).toEqual(withdrawn);
		expect(await ask(db, releases.newestStanding, { studyId: id })).toBeUndefined();
	});
});
