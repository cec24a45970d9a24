import { expect, it } from 'vitest';
import type { Manifest } from '#lib/domain/release.ts';
import { violation } from '#lib/server/db/errors.ts';
import * as releases from '#lib/server/store/releases.ts';
import { onEach } from './databases.ts';
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

const aFile = (path: string, content: Buffer) => ({ path, sha256: `of ${path}`, content });

onEach(({ fresh }) => {
	it('keeps a release with its files, byte for byte, in the order of their paths', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
		const given = aRelease(id, 1);
		const release = await write(db, (tx) =>
			releases.insert(tx, given, [
				aFile('kit/b.json', everyByte),
				aFile('README.md', Buffer.alloc(0)),
				aFile('kit/B.json', Buffer.from('x'))
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
			await write(db, (tx) => releases.insert(tx, aRelease(one.id, number), []));
		}
		expect(await ask(db, releases.nextNumber, one.id)).toBe(3);
		expect(await ask(db, releases.nextNumber, other.id)).toBe(1);
		expect(
			(await ask(db, releases.ofStudy, { studyId: one.id })).map(({ number }) => number)
		).toEqual([2, 1]);
		const again = write(db, (tx) => releases.insert(tx, aRelease(one.id, 2), []));
		await expect(again.catch(violation)).resolves.toBe('unique');
	});

	it('keeps neither the release nor a file where one file cannot be kept', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const twice = [aFile('a', Buffer.from('1')), aFile('a', Buffer.from('2'))];
		const half = write(db, (tx) => releases.insert(tx, aRelease(id, 1), twice));
		await expect(half.catch(violation)).resolves.toBe('unique');
		expect(await ask(db, releases.ofStudy, { studyId: id })).toEqual([]);
	});

	it('is withdrawn once, with the reason', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const by = await aPerson(db);
		const given = { ...aRelease(id, 1), createdBy: by.id };
		const release = await write(db, (tx) => releases.insert(tx, given, []));
		const withdraw = (reason: string) =>
			write(db, (tx) => releases.withdraw(tx, release.id, START + 1, reason));
		const withdrawn = { ...release, withdrawnAt: START + 1, withdrawnReason: 'wrong guidelines' };
		expect(await withdraw('wrong guidelines')).toEqual(withdrawn);
		expect(await withdraw('another')).toBeUndefined();
		expect(await ask(db, releases.byNumber, { studyId: id, number: 1 })).toEqual(withdrawn);
	});
});
