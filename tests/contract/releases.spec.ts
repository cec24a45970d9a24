import { expect, it } from 'vitest';
import type { Manifest } from '#lib/domain/release.ts';
import { violation } from '#lib/server/db/errors.ts';
import { insertMany } from '#lib/server/db/rows.ts';
import * as releases from '#lib/server/store/releases.ts';
import { onEach } from './databases.ts';
import { aPerson, ask, aStudy, everyRow, START, write } from './support.ts';

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

const aFile = (path: string, content: Buffer) => ({ path, sha256: `of ${path}`, content });

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

onEach(({ fresh }) => {
	it('keeps a release, and the files of one of an older version in the order of their paths', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const given = aRelease(id, 1);
		const release = await write(db, (tx) => releases.insert(tx, given));
		await write(db, (tx) =>
			insertMany(tx, tx.t.releaseFiles, [
				{ releaseId: release.id, ...aFile('kit/b.json', everyByte) },
				{ releaseId: release.id, ...aFile('README.md', Buffer.alloc(0)) },
				{ releaseId: release.id, ...aFile('kit/B.json', Buffer.from('x')) }
			])
		);
		expect(release).toEqual({
			...given,
			id: release.id,
			createdBy: null,
			withdrawnAt: null,
			withdrawnReason: null
		});
		expect(await ask(db, releases.byNumber, { studyId: id, number: 1 })).toEqual(release);
		expect(await ask(db, releases.byNumber, { studyId: id, number: 2 })).toBeUndefined();
		const files = await ask(db, releases.files, release.id);
		expect(files.map(({ path }) => path)).toEqual(['README.md', 'kit/B.json', 'kit/b.json']);
		expect(Buffer.compare(files[2]!.content, everyByte)).toBe(0);
		expect(files[0]!.content).toHaveLength(0);
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

	it('keeps the archive of a release in parts, byte for byte and in their order, each once', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const keep = (part: number, content: Buffer, sha256 = 'zip 1') =>
			write(db, (tx) => releases.keepPart(tx, { sha256, part, createdAt: START, content }));
		await keep(1, Buffer.from('the end'));
		await keep(0, everyByte);
		await keep(0, Buffer.from('of another archive'), 'zip 2');
		// Whoever writes the same archive at the same time writes the same parts.
		await keep(0, Buffer.from('again'));
		await write(db, (tx) => releases.insert(tx, aRelease(id, 1)));
		const parts = await ask(db, releases.parts, { sha256: 'zip 1' });
		expect(Buffer.concat(parts.map(({ content }) => content))).toEqual(
			Buffer.concat([everyByte, Buffer.from('the end')])
		);
		expect(await ask(db, releases.parts, { sha256: 'zip 3' })).toEqual([]);
	});

	it('throws parts away that no release came of, and no others', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const keep = (sha256: string, createdAt: number) =>
			write(db, (tx) => releases.keepPart(tx, { sha256, part: 0, createdAt, content: everyByte }));
		await keep('zip 1', START);
		await keep('left behind', START);
		await keep('given up', START + 1);
		await keep('being written', START + 1);
		await write(db, (tx) => releases.insert(tx, aRelease(id, 1)));
		const left = async () =>
			(await everyRow(db, (t) => t.releaseParts)).map(({ sha256 }) => sha256);
		await write(db, function* (tx) {
			yield* releases.dropParts(tx, { sha256: 'given up' });
			yield* releases.dropParts(tx, { sha256: 'zip 1' });
		});
		expect(await left()).toEqual(['zip 1', 'left behind', 'being written']);
		await write(db, (tx) => releases.dropAbandoned(tx, { before: START + 1 }));
		expect(await left()).toEqual(['zip 1', 'being written']);
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
	});
});
