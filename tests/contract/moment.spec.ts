/** One moment of the database, looked at in several turns. */
import { expect, it } from 'vitest';
import { during } from '#lib/server/db/moment.ts';
import * as studies from '#lib/server/store/studies.ts';
import { onEach } from './databases.ts';
import { aStudy } from './support.ts';

onEach(({ fresh }) => {
	it('stays as it was, whatever is written meanwhile', async () => {
		const db = await fresh();
		const { id } = await aStudy(db);
		const find = (other: number) =>
			during(db, ({ read }) => read((tx) => studies.byId(tx, { id: other })));
		const seen = await during(db, async ({ read }) => {
			const before = await read((tx) => studies.byId(tx, { id }));
			const later = await aStudy(db);
			const after = await read((tx) => studies.byId(tx, { id: later.id }));
			return { before, after, later };
		});
		expect(seen.before).toMatchObject({ id });
		expect(seen.after).toBeUndefined();
		expect(await find(seen.later.id)).toMatchObject({ id: seen.later.id });
	});

	it('begins with what is done in it, and not with the first look', async () => {
		const db = await fresh();
		const found = await during(db, async ({ read }) => {
			const { id } = await aStudy(db);
			return read((tx) => studies.byId(tx, { id }));
		});
		expect(found).toBeUndefined();
	});

	it('is over when whoever looks fails', async () => {
		const db = await fresh();
		const failing = during(db, async () => {
			throw new Error('Enough.');
		});
		await expect(failing).rejects.toThrow('Enough.');
		expect(await aStudy(db)).toBeDefined();
	});

	it('cannot be written in', async () => {
		const db = await fresh();
		const writing = during(db, ({ read }) =>
			read((tx) => studies.insert(tx, { slug: 'x' } as Parameters<typeof studies.insert>[1]))
		);
		await expect(writing).rejects.toThrow();
	});
});
