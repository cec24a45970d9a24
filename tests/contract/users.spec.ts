import { expect, it } from 'vitest';
import { violation } from '#lib/server/db/errors.ts';
import * as specialties from '#lib/server/store/specialties.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from './databases.ts';
import { aPerson, ask, START, write } from './support.ts';

onEach(({ fresh }) => {
	it('keeps an e-mail address in small letters and finds it however it is typed', async () => {
		const db = await fresh();
		const added = await write(db, (tx) =>
			users.insert(tx, { name: 'Ada', email: ' Ada@Primum.Test ', createdAt: START })
		);
		expect(added).toEqual({
			id: added.id,
			email: 'ada@primum.test',
			name: 'Ada',
			passwordHash: null,
			isAdmin: false,
			createdAt: START,
			disabledAt: null,
			practisedAt: null,
			language: null,
			unremindedAt: null,
			seenAt: null
		});
		expect(await ask(db, users.byEmail, { email: users.normalise('ADA@primum.test ') })).toEqual(
			added
		);
		expect(await ask(db, users.byId, { id: added.id })).toEqual(added);
		expect(await ask(db, users.byEmail, { email: 'nobody@primum.test' })).toBeUndefined();
		expect(await ask(db, users.byId, { id: added.id + 1 })).toBeUndefined();
	});

	it('refuses a second account for an address, however it is typed', async () => {
		const db = await fresh();
		const { email } = await aPerson(db);
		const again = aPerson(db, { email: email!.toUpperCase() });
		await expect(again.catch(violation)).resolves.toBe('unique');
		expect(await ask(db, users.count)).toBe(1);
	});

	it('keeps any number of people without a sign-in', async () => {
		const db = await fresh();
		await aPerson(db, { email: null });
		await aPerson(db, { email: null });
		expect((await ask(db, users.list)).map(({ email }) => email)).toEqual([null, null]);
	});

	it('lists and counts in the order of joining', async () => {
		const db = await fresh();
		expect(await ask(db, users.count)).toBe(0);
		const people = [await aPerson(db, { name: 'Zoe' }), await aPerson(db, { name: 'Ann' })];
		expect(await ask(db, users.count)).toBe(2);
		expect((await ask(db, users.list)).map(({ id }) => id)).toEqual(people.map(({ id }) => id));
	});

	it('changes the password and the lock of one person only', async () => {
		const db = await fresh();
		const [one, other] = [await aPerson(db), await aPerson(db)];
		await write(db, (tx) => users.setPassword(tx, one.id, 'hash'));
		await write(db, (tx) => users.setDisabled(tx, one.id, START));
		expect(await ask(db, users.byId, { id: one.id })).toMatchObject({
			passwordHash: 'hash',
			disabledAt: START
		});
		expect(await ask(db, users.byId, { id: other.id })).toMatchObject({
			passwordHash: null,
			disabledAt: null
		});
		await write(db, (tx) => users.setDisabled(tx, one.id, null));
		expect(await ask(db, users.byId, { id: one.id })).toMatchObject({ disabledAt: null });
	});

	it('replaces the specialties of a person, each once and in the same order everywhere', async () => {
		const db = await fresh();
		const codes = ['renal', 'Neph', 'Card'];
		const [one, other] = [await aPerson(db, { specialties: codes }), await aPerson(db)];
		expect(await ask(db, users.specialties, [one.id, other.id])).toEqual(
			new Map([
				[one.id, ['Card', 'Neph', 'renal']],
				[other.id, []]
			])
		);
		await write(db, (tx) => users.setSpecialties(tx, one.id, ['Neph', 'Neph']));
		expect(await ask(db, users.specialties, [one.id])).toEqual(new Map([[one.id, ['Neph']]]));
		await write(db, (tx) => users.setSpecialties(tx, one.id, []));
		expect(await ask(db, users.specialties, [one.id])).toEqual(new Map([[one.id, []]]));
		expect(await ask(db, users.specialties, [])).toEqual(new Map());
		expect(await ask(db, specialties.list)).toHaveLength(3);
	});

	it('refuses a specialty that is not known, and keeps the old ones', async () => {
		const db = await fresh();
		const { id } = await aPerson(db, { specialties: ['Card'] });
		const unknown = write(db, (tx) => users.setSpecialties(tx, id, ['Alchemy']));
		await expect(unknown.catch(violation)).resolves.toBe('foreign-key');
		expect(await ask(db, users.specialties, [id])).toEqual(new Map([[id, ['Card']]]));
	});
});
