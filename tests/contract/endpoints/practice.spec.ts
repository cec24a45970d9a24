import { expect, it } from 'vitest';
import * as users from '#lib/server/store/users.ts';
import { POST } from '../../../src/routes/(rater)/practice/done/+server.ts';
import { onEach } from '../databases.ts';
import { anApp, aPerson, ask, START } from '../support.ts';
import { call } from './calling.ts';

onEach(
	({ fresh }) => {
		it('remembers that the person has practised, and leads to their cases', async () => {
			const db = await fresh();
			const [one, other] = [await aPerson(db), await aPerson(db)];
			const answer = await call(anApp(db), POST, { as: one });
			expect([answer.status, answer.headers.get('location')]).toEqual([303, '/cases']);
			expect(await ask(db, users.practisedAt, one.id)).toBe(START);
			expect(await ask(db, users.practisedAt, other.id)).toBeNull();
		});

		it('leads whoever is not signed in to the sign-in page, and remembers nothing', async () => {
			const db = await fresh();
			const person = await aPerson(db);
			const answer = await call(anApp(db), POST);
			expect([answer.status, answer.headers.get('location')]).toEqual([
				303,
				'/sign-in?next=%2Fcases'
			]);
			expect(await ask(db, users.practisedAt, person.id)).toBeNull();
		});
	},
	['SQLite in memory']
);
