import { expect, it } from 'vitest';
import * as specialties from '#lib/server/store/specialties.ts';
import { onEach } from './databases.ts';
import { ask, write } from './support.ts';

onEach(({ fresh }) => {
	it('adds each specialty once, with its name where the code is known', async () => {
		const db = await fresh();
		await write(db, (tx) => specialties.ensure(tx, ['Card', 'Unheard', 'Card']));
		await write(db, (tx) => specialties.ensure(tx, ['Card']));
		expect(await ask(db, specialties.list)).toEqual([
			{ code: 'Card', name: 'Cardiology' },
			{ code: 'Unheard', name: 'Unheard' }
		]);
	});

	it('adds nothing where nothing is named', async () => {
		const db = await fresh();
		await write(db, (tx) => specialties.ensure(tx, []));
		expect(await ask(db, specialties.list)).toEqual([]);
	});

	it('lists them in the same order on every database', async () => {
		const db = await fresh();
		await write(db, (tx) => specialties.ensure(tx, ['derm', 'Neuro', 'GI', 'Gyn', 'ID', 'card']));
		const codes = (await ask(db, specialties.list)).map(({ code }) => code);
		expect(codes).toEqual(['GI', 'Gyn', 'ID', 'Neuro', 'card', 'derm']);
	});
});
