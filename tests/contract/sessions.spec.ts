import { expect, it } from 'vitest';
import { violation } from '#lib/server/db/errors.ts';
import * as sessions from '#lib/server/store/sessions.ts';
import * as users from '#lib/server/store/users.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { onEach } from './databases.ts';
import { aPerson, ask, HOUR, START, write } from './support.ts';

function aSession(userId: number, id: string, createdAt = START): sessions.Session {
	return { id, userId, createdAt, expiresAt: createdAt + HOUR, agent: 'a browser' };
}

const ids = async (db: Database, userId: number) =>
	(await ask(db, sessions.ofUser, { userId })).map(({ id }) => id);

onEach(({ fresh }) => {
	it('gives a session with its person', async () => {
		const db = await fresh();
		const person = await aPerson(db);
		const user = (await ask(db, users.byId, { id: person.id }))!;
		const session = aSession(user.id, 'one');
		await write(db, (tx) => sessions.insert(tx, session));
		expect(await ask(db, sessions.withUser, { id: 'one' })).toEqual({ session, user });
		expect(await ask(db, sessions.withUser, { id: 'other' })).toBeUndefined();
	});

	it('refuses a session of nobody and an id twice', async () => {
		const db = await fresh();
		const nobody = write(db, (tx) => sessions.insert(tx, aSession(999, 'one')));
		await expect(nobody.catch(violation)).resolves.toBe('foreign-key');
		const { id } = await aPerson(db);
		await write(db, (tx) => sessions.insert(tx, aSession(id, 'one')));
		const twice = write(db, (tx) => sessions.insert(tx, aSession(id, 'one')));
		await expect(twice.catch(violation)).resolves.toBe('unique');
	});

	it("lists a person's own, the newest first", async () => {
		const db = await fresh();
		const [one, other] = [await aPerson(db), await aPerson(db)];
		await write(db, function* (tx) {
			yield* sessions.insert(tx, aSession(one.id, 'old', START));
			yield* sessions.insert(tx, aSession(one.id, 'new', START + HOUR));
			yield* sessions.insert(tx, aSession(other.id, 'theirs'));
		});
		expect(await ids(db, one.id)).toEqual(['new', 'old']);
	});

	it('extends one, and removes one, all of a person, or those that have expired', async () => {
		const db = await fresh();
		const [one, other] = [await aPerson(db), await aPerson(db)];
		await write(db, function* (tx) {
			for (const id of ['a', 'b', 'c']) yield* sessions.insert(tx, aSession(one.id, id));
			yield* sessions.insert(tx, aSession(other.id, 'd'));
			yield* sessions.extend(tx, 'b', START + 2 * HOUR);
			yield* sessions.extend(tx, 'd', START + 3 * HOUR);
			yield* sessions.remove(tx, 'a');
		});
		expect((await ids(db, one.id)).sort()).toEqual(['b', 'c']);
		await write(db, (tx) => sessions.removeExpired(tx, START + HOUR));
		expect(await ids(db, one.id)).toEqual(['b']);
		await write(db, (tx) => sessions.removeOfUser(tx, one.id));
		expect(await ids(db, one.id)).toEqual([]);
		expect(await ids(db, other.id)).toEqual(['d']);
	});
});
