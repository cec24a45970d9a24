import { expect, it } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import { read } from '#lib/server/db/atomically.ts';
import { connect, type Database } from '#lib/server/db/connect.ts';
import type { Statement, Steps } from '#lib/server/db/steps.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach, sql } from './databases.ts';
import { aPerson, ask, START } from './support.ts';

/** Somebody else, on another connection, while steps are under way. */
function* meanwhile(second: Database): Steps<void> {
	const insert = `insert into users (name, is_admin, created_at) values ('Late', false, ${START})`;
	yield { now: () => sql(second, insert) } satisfies Statement<unknown>;
}

onEach(({ fresh }) => {
	it('gives what its steps return, and passes on what they throw', async () => {
		const db = await fresh();
		const { id } = await aPerson(db, { name: 'Ada' });
		const name = read(db, function* (tx) {
			return (yield* users.byId(tx, { id }))!.name;
		});
		expect(await name).toBe('Ada');
		const refusal = new Refusal('missing', 'Not here.');
		// eslint-disable-next-line require-yield -- steps may refuse before they ask anything
		const refused = read(db, function* () {
			throw refusal;
		});
		await expect(refused).rejects.toBe(refusal);
		expect(await ask(db, users.count)).toBe(1);
	});
});

onEach(
	({ fresh, again }) => {
		it('sees one moment, whatever is written between two of its statements', async () => {
			const db = await fresh();
			const second = again(db);
			await aPerson(db);
			const seen = await read(db, function* (tx) {
				const before = yield* users.count(tx);
				yield* meanwhile(second);
				const listed = yield* users.list(tx);
				return [before, listed.length, yield* users.count(tx)];
			});
			expect(seen).toEqual([1, 1, 1]);
			expect(await ask(second, users.count)).toBe(2);
			expect(await ask(db, users.count)).toBe(2);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);

onEach(
	({ fresh }) => {
		it('refuses as busy where the server is away', async () => {
			const nowhere = connect('postgres://nobody:none@127.0.0.1:1/none');
			await expect(ask(nowhere, users.count)).rejects.toMatchObject({
				name: 'Refusal',
				kind: 'busy'
			});
			await nowhere.close();
		});

		it('changes nothing, not even where its steps would', async () => {
			const db = await fresh();
			const change = read(db, (tx) => users.insert(tx, { name: 'Ada', createdAt: START }));
			await expect(change).rejects.toThrow();
			expect(await ask(db, users.count)).toBe(0);
		});
	},
	['PostgreSQL 18']
);
