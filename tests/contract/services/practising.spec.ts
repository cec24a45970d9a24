import { expect, it } from 'vitest';
import { TERMINAL } from '#lib/server/app.ts';
import { hasPractised, markPractised } from '#lib/server/services/accounts/index.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { anApp, aPerson, ask, MINUTE, START } from '../support.ts';

onEach(({ fresh }) => {
	it('remembers the first time a person practised, and of nobody else', async () => {
		const db = await fresh();
		const app = anApp(db);
		const [one, other] = [await aPerson(db), await aPerson(db)];
		expect(await hasPractised(app, one.actor)).toBe(false);
		await markPractised(app, one.actor);
		app.pass(MINUTE);
		await markPractised(app, one.actor);
		expect(await hasPractised(app, one.actor)).toBe(true);
		expect(await ask(db, users.practisedAt, one.id)).toBe(START);
		expect(await hasPractised(app, other.actor)).toBe(false);
	});

	it('offers nothing to the command line, and leaves its accounts alone', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { id } = await aPerson(db);
		await markPractised(app, TERMINAL);
		expect(await hasPractised(app, TERMINAL)).toBe(true);
		expect(await ask(db, users.practisedAt, id)).toBeNull();
		expect(await ask(db, users.practisedAt, id + 1)).toBeNull();
	});
});
