import { expect, it } from 'vitest';
import { violation } from '#lib/server/db/errors.ts';
import { insert, insertMany, remove, update } from '#lib/server/db/rows.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { onEach, sql } from './databases.ts';
import { aCase, anAction, anAssignedCase, aStudy, everyRow, START, write } from './support.ts';

const someone = (name: string) => ({ name, email: `${name}@primum.test`, createdAt: START });

const aSpecialty = (number: number) => ({ code: `S${number}`, name: `Specialty ${number}` });

const caseRow = (studyId: number, externalId: string) => ({
	...{ studyId, externalId, position: 0 },
	specialty: 'Card',
	presentation: 'p'
});

/** A study that can have cases of cardiology. */
async function aStudyOfCardiology(db: Database) {
	const study = await aStudy(db);
	await write(db, (tx) => insertMany(tx, tx.t.specialties, [{ code: 'Card', name: 'Cardiology' }]));
	return study;
}

/** What holds nothing, by what the database itself says of it. */
async function areNull(db: Database, table: string, column: string): Promise<boolean[]> {
	const rows = await sql(db, `select "${column}" is null as n from ${table} order by id`);
	return rows.map(({ n }) => Boolean(n));
}

onEach(({ fresh }) => {
	it('puts in a row and gives it as it is stored, with what it left out', async () => {
		const db = await fresh();
		const user = await write(db, (tx) => insert(tx, tx.t.users, someone('ada')));
		expect(user).toEqual({
			...someone('ada'),
			id: user.id,
			passwordHash: null,
			isAdmin: false,
			disabledAt: null,
			practisedAt: null,
			language: null,
			unremindedAt: null,
			seenAt: null
		});
		const { email, ...nameless } = someone('ben');
		const named = { ...nameless, email: undefined, isAdmin: true, disabledAt: null };
		const ben = await write(db, (tx) => insert(tx, tx.t.users, named));
		expect(ben).toMatchObject({ name: 'ben', email: null, isAdmin: true, disabledAt: null });
		expect(email).toBeDefined();
		expect(await everyRow(db, (t) => t.users)).toEqual([user, ben]);
	});

	it('keeps nothing as nothing: a JSON column that is null is no text "null"', async () => {
		const db = await fresh();
		const { id: studyId } = await aStudyOfCardiology(db);
		const source = { n: null, text: 'null', list: [1, 'two', { three: [] }] };
		const rows = await write(db, function* (tx) {
			const one = { ...caseRow(studyId, 'A'), source: null };
			const made = [yield* insert(tx, tx.t.cases, one)];
			made.push(yield* insert(tx, tx.t.cases, { ...caseRow(studyId, 'B'), source }));
			yield* insertMany(tx, tx.t.cases, [
				{ ...caseRow(studyId, 'C'), source: null },
				{ ...caseRow(studyId, 'D'), source }
			]);
			return made;
		});
		expect(rows.map((row) => row.source)).toEqual([null, source]);
		expect(await areNull(db, 'cases', 'source')).toEqual([true, false, true, false]);
		await write(db, function* (tx) {
			yield* update(tx, tx.t.cases, { externalId: 'B' }, { source: null });
			yield* update(tx, tx.t.cases, { externalId: 'C' }, { source });
		});
		expect(await areNull(db, 'cases', 'source')).toEqual([true, true, false, false]);
		const stored = await everyRow(db, (t) => t.cases);
		expect(stored.map((row) => row.source)).toEqual([null, null, source, source]);
	});

	it('keeps booleans, lists and numbers what they are', async () => {
		const db = await fresh();
		const { id: caseId } = await aCase(db, await aStudy(db), { actions: 0 });
		const given = [
			{ ...anAction(caseId, 1), isHarmOfInaction: true, dependsOn: [] },
			{ ...anAction(caseId, 2), isHarmOfInaction: false, dependsOn: [1, 3] }
		];
		await write(db, (tx) => insertMany(tx, tx.t.actions, given));
		const stored = await everyRow(db, (t) => t.actions);
		expect(stored).toMatchObject(given);
		const [harm] = await write(db, (tx) =>
			update(tx, tx.t.actions, { caseId, isHarmOfInaction: true }, { isHarmOfInaction: false })
		);
		expect(harm).toEqual({ ...stored[0], isHarmOfInaction: false });
	});

	it.each([0, 1, 9, 10, 11, 109, 110, 111, 1_000])(
		'puts in %i rows, each once and in the order given',
		async (count) => {
			const db = await fresh();
			const { id: caseId } = await aCase(db, await aStudy(db), { actions: 0 });
			const given = Array.from({ length: count }, (_, index) => ({
				...anAction(caseId, index + 1),
				text: `Text ${index} of ${count}`
			}));
			await write(db, (tx) => insertMany(tx, tx.t.actions, given));
			const stored = await everyRow(db, (t) => t.actions);
			expect(stored).toHaveLength(count);
			expect(stored.map(({ number, text }) => ({ number, text }))).toEqual(
				given.map(({ number, text }) => ({ number, text }))
			);
		}
	);

	it('lets rows leave out different columns: each takes the default of what it left out', async () => {
		const db = await fresh();
		const { id: caseId } = await aCase(db, await aStudy(db), { actions: 0 });
		const given = [
			anAction(caseId, 1),
			{ ...anAction(caseId, 2), wording: 4 },
			{ ...anAction(caseId, 3), wording: undefined, referenceScore: 7 as const },
			{ ...anAction(caseId, 4), wording: 2, referenceScore: null }
		];
		await write(db, (tx) => insertMany(tx, tx.t.actions, given));
		const stored = await everyRow(db, (t) => t.actions);
		expect(
			stored.map(({ number, wording, referenceScore }) => [number, wording, referenceScore])
		).toEqual([
			[1, 1, null],
			[2, 4, null],
			[3, 1, 7],
			[4, 2, null]
		]);
	});

	it('leaves aside what is there already only where it is told to', async () => {
		const db = await fresh();
		const first = Array.from({ length: 15 }, (_, index) => aSpecialty(index));
		await write(db, (tx) => insertMany(tx, tx.t.specialties, first));
		const more = Array.from({ length: 130 }, (_, index) => ({
			...aSpecialty(index),
			name: 'Another name'
		}));
		const known = write(db, (tx) => insertMany(tx, tx.t.specialties, more));
		await expect(known.catch(violation)).resolves.toBe('unique');
		expect(await everyRow(db, (t) => t.specialties)).toHaveLength(15);

		await write(db, (tx) => insertMany(tx, tx.t.specialties, more, { skipKnown: true }));
		const names = new Map(
			(await everyRow(db, (t) => t.specialties)).map(({ code, name }) => [code, name])
		);
		expect(names.size).toBe(130);
		expect([names.get('S14'), names.get('S15')]).toEqual(['Specialty 14', 'Another name']);
	});

	it('changes the rows that hold a value or nothing there, and gives them as they are now', async () => {
		const db = await fresh();
		const { assignment, item } = await anAssignedCase(db, 3);
		const [one, two, three] = item.actions;
		await write(db, (tx) => update(tx, tx.t.actions, { id: two!.id }, { supersededAt: 0 }));
		const { caseId } = assignment;
		const changed = await write(db, (tx) =>
			update(tx, tx.t.actions, { caseId, supersededAt: null }, { category: 'Other' })
		);
		expect(changed.sort((a, b) => a.id - b.id)).toEqual([
			{ ...one, category: 'Other' },
			{ ...three, category: 'Other' }
		]);
		const atZero = await write(db, (tx) =>
			update(tx, tx.t.actions, { caseId, supersededAt: 0 }, { supersededAt: null })
		);
		expect(atZero).toEqual([two]);
		const none = write(db, (tx) => update(tx, tx.t.actions, { id: 999 }, { category: 'x' }));
		expect(await none).toEqual([]);
	});

	it('leaves a column that is undefined as it is, and says which rows it means', async () => {
		const db = await fresh();
		const { item } = await anAssignedCase(db, 1);
		const [action] = item.actions;
		const where = { id: action!.id };
		const change = { text: undefined, category: 'Other' };
		expect(await write(db, (tx) => update(tx, tx.t.actions, where, change))).toEqual([
			{ ...action, category: 'Other' }
		]);
		expect(await write(db, (tx) => update(tx, tx.t.actions, where, {}))).toEqual([]);
		for (const nobody of [{}, { id: undefined }]) {
			await expect(
				write(db, (tx) => update(tx, tx.t.actions, nobody, { text: 'All of them.' }))
			).rejects.toThrow('says which');
			await expect(write(db, (tx) => remove(tx, tx.t.actions, nobody))).rejects.toThrow(
				'says which'
			);
		}
		expect(await everyRow(db, (t) => t.actions)).toEqual([{ ...action, category: 'Other' }]);
	});

	it('takes out the rows that hold a value or nothing there, and no others', async () => {
		const db = await fresh();
		await write(db, function* (tx) {
			for (const name of ['ada', 'ben', 'cy']) yield* insert(tx, tx.t.users, someone(name));
			yield* update(tx, tx.t.users, { name: 'ben' }, { disabledAt: START });
			yield* remove(tx, tx.t.users, { disabledAt: null, name: 'cy' });
			yield* remove(tx, tx.t.users, { disabledAt: null, name: 'ben' });
		});
		const left = async () => (await everyRow(db, (t) => t.users)).map(({ name }) => name);
		expect(await left()).toEqual(['ada', 'ben']);
		await write(db, (tx) => remove(tx, tx.t.users, { disabledAt: START }));
		expect(await left()).toEqual(['ada']);
	});
});
