/** A rater says that guidelines and scale words were read: by the screen of a case, and on My cases. */
import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as wording from '#lib/server/services/wording/index.ts';
import * as members from '#lib/server/store/members.ts';
import { actions, load } from '../../../src/routes/(rater)/(around)/cases/+page.server.ts';
import { POST } from '../../../src/routes/api/v1/assignments/[assignment]/words-read/+server.ts';
import { onEach } from '../databases.ts';
import { aDesk, aMember, ask, everything } from '../support.ts';
import { open, send } from './asking.ts';
import { call, type Call } from './calling.ts';

/** A study whose words have two versions, seen from its rater's desk. */
async function aReader(db: Database) {
	const desk = await aDesk(db, 2);
	const { app, study, assignment, rater, coordinator } = desk;
	await wording.changeWords(app, coordinator, study.slug, { guidelines: 'New' });
	const tell = (change: Partial<Call> = {}) =>
		call(app, POST, {
			as: rater,
			params: { assignment: String(assignment.id) },
			body: { version: 2 },
			...change
		});
	const read = async () =>
		(await ask(db, members.byId, { studyId: study.id, id: assignment.memberId }))!.wordsRead;
	return { ...desk, tell, read };
}

onEach(
	({ fresh }) => {
		it('is kept, also where the round is locked, and twice is once', async () => {
			const { app, study, coordinator, tell, read, rater } = await aReader(await fresh());
			await rounds.setLocked(app, coordinator, study.slug, true);
			const headers = { 'x-primum-account': String(rater.id) };
			expect(await tell({ headers })).toMatchObject({ status: 200, body: {} });
			expect(await tell()).toMatchObject({ status: 200 });
			expect(await read()).toBe(2);
		});

		it('changes nothing for anybody else, nor for what is no version', async () => {
			const { app, study, tell } = await aReader(await fresh());
			const before = async () => everything(app.db);
			const other = await aMember(app.db, study, 'rater');
			const stored = await before();
			const foreign = { 'x-primum-account': String(other.id) };
			expect(await tell({ as: undefined })).toMatchObject({ status: 401 });
			expect(await tell({ headers: foreign })).toMatchObject({ body: { code: 'other-person' } });
			expect(await tell({ as: other })).toMatchObject({ status: 404 });
			for (const body of [
				{},
				'[',
				null,
				{ version: 0 },
				{ version: 'two' },
				{ version: 2 ** 31 }
			]) {
				expect(await tell({ body })).toMatchObject({ status: 400 });
			}
			expect(await tell({ body: { version: 3 } })).toMatchObject({ status: 200 });
			expect(await before()).toEqual(stored);
		});

		it('is pressed on My cases by whoever is told there, and by nobody else', async () => {
			const { app, rater, study, assignment, tell, read } = await aReader(await fresh());
			await tell({ body: { version: 1 } });
			const news = async () => {
				const { body } = await open(app, load, { as: rater, path: '/cases' });
				return (body.studies as { words: unknown }[])[0]!.words;
			};
			expect(await news()).toMatchObject({ version: 2, parts: ['guidelines'] });
			const press = (as?: typeof rater) =>
				send(app, actions.read, {
					...{ as, path: '/cases' },
					fields: { assignment: String(assignment.id), version: '2' }
				});
			expect(await press()).toMatchObject({ status: 303, location: '/sign-in?next=%2Fcases' });
			expect(await press(await aMember(app.db, study, 'rater'))).toMatchObject({ status: 404 });
			expect(await read()).toBe(1);
			expect(await press(rater)).toMatchObject({ status: 200 });
			expect([await read(), await news()]).toEqual([2, null]);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
