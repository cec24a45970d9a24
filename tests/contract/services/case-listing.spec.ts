import { expect, it } from 'vitest';
import * as caring from '#lib/server/services/cases/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { EVERY_CASE, type CasesView } from '#lib/server/services/cases/index.ts';
import * as cases from '#lib/server/store/cases.ts';
import { onEach, sql } from '../databases.ts';
import { aCase, aMember, anApp, anAssignment, aSave, aStudy, scored, write } from '../support.ts';

onEach(({ fresh }) => {
	/** Six cases in file order, of which the first two are rated; one is gold, one withdrawn. */
	async function aLongStudy() {
		const db = await fresh();
		const app = anApp(db);
		const study = await aStudy(db, { ratersPerCase: 1 });
		const { actor } = await aMember(db, study, 'coordinator');
		const made = [];
		for (const [position, [externalId, specialty, actions, given]] of (
			[
				['Card010', 'Card', 2, {}],
				['Card002', 'Card', 3, {}],
				['Derm001', 'Derm', 1, { presentation: 'Ein NYSTRÖM-Zeichen.' }],
				['ID001', 'ID', 1, { gold: true }],
				['GI001', 'GI', 4, { withdrawnAt: 1, withdrawReason: 'Twice.' }],
				['Heme001', 'Heme', 1, { question: '50 % of _what_?' }]
			] as const
		).entries()) {
			made.push(await aCase(db, study, { externalId, specialty, actions, position, ...given }));
		}
		const rater = await aMember(db, study, 'rater');
		for (const item of made.slice(0, 2)) {
			const assignment = await anAssignment(db, study, item, rater);
			for (const { id } of item.actions.slice(0, 2)) {
				await rating.saveRating(app, rater.actor, assignment.id, aSave(id, 0, scored(7)));
			}
			if (item !== made[0]) continue;
			await rating.submitCase(app, rater.actor, assignment.id);
			await rating.takeBack(app, rater.actor, assignment.id);
		}
		const list = (view: Partial<CasesView> = {}) =>
			caring.list(app, actor, study.slug, { ...EVERY_CASE, ...view });
		const ids = async (view: Partial<CasesView>) =>
			(await list(view)).cases.rows.map(({ externalId }) => externalId);
		return { db, app, actor, study, made, list, ids };
	}

	it('counts what there is, and shows each case in the order of the file', async () => {
		const { list } = await aLongStudy();
		const { cases: page, ...rest } = await list();
		expect(rest).toEqual({
			counts: { all: 6, unrated: 2, rated: 2, reopened: 1, qualification: 1, withdrawn: 1 },
			specialties: [
				'Cardiology',
				'Dermatology',
				'Gastroenterology',
				'Hematology',
				'Infectious diseases'
			],
			...{ of: 5, gold: 1, withdrawn: 1, actions: 8 }
		});
		expect(page.rows[0]).toMatchObject({
			externalId: 'Card010',
			rated: 2,
			wanted: 2,
			reopened: true
		});
		expect(page.rows[1]).toMatchObject({ externalId: 'Card002', rated: 2, wanted: 3 });
		expect(page.rows[3]).toMatchObject({
			externalId: 'ID001',
			rated: null,
			gold: true,
			actions: 1
		});
		expect(page.rows[4]).toMatchObject({ externalId: 'GI001', withdrawn: true, actions: 4 });
	});

	it.each([
		['card', ['Card010', 'Card002']],
		['gastro', ['GI001']],
		['nyström', ['Derm001']],
		['50 % of _what_', ['Heme001']],
		['%%', []],
		['Action 3', ['Card002', 'GI001']],
		[' derm001 ', ['Derm001']],
		['nothing like it', []]
	])('finds %j in ids, specialties, texts and actions', async (find, found) => {
		const { ids } = await aLongStudy();
		expect(await ids({ find })).toEqual(found);
	});

	it('finds no wording that was superseded, and withdrawn actions still', async () => {
		const { db, ids, made } = await aLongStudy();
		const [first, second] = made[1]!.actions;
		await write(db, function* (tx) {
			yield* cases.updateAction(tx, first!.id, { text: 'Old words', supersededAt: 1 });
			yield* cases.updateAction(tx, second!.id, { text: 'Withdrawn words', withdrawnAt: 1 });
		});
		expect(await ids({ find: 'old words' })).toEqual([]);
		expect(await ids({ find: 'withdrawn words' })).toEqual(['Card002']);
	});

	it('finds the actions of its own cases only, however those of other studies lie between them', async () => {
		const { db, study, ids } = await aLongStudy();
		const other = await aStudy(db);
		const between = await aCase(db, other, { externalId: 'Card010', actions: 1 });
		await aCase(db, study, { externalId: 'Late001', position: 9, actions: 1 });
		const text = between.actions[0]!.text;
		const all = await ids({ find: text });
		expect(all).toContain('Late001');
		expect(new Set(all).size).toBe(all.length);
		await sql(db, `update actions set text = 'Only elsewhere.' where case_id = ${between.id}`);
		expect(await ids({ find: 'only elsewhere' })).toEqual([]);
	});

	it('filters, and puts in order', async () => {
		const { ids } = await aLongStudy();
		expect(await ids({ show: 'rated' })).toEqual(['Card010', 'Card002']);
		expect(await ids({ show: 'unrated', specialty: 'Hematology' })).toEqual(['Heme001']);
		expect(await ids({ show: 'withdrawn' })).toEqual(['GI001']);
		const by = (key: 'case' | 'specialty' | 'actions' | 'rated', descending = false) =>
			ids({ order: { key, descending } });
		expect((await by('case')).slice(0, 2)).toEqual(['Card002', 'Card010']);
		expect((await by('actions', true)).slice(0, 2)).toEqual(['GI001', 'Card002']);
		expect((await by('rated', true)).slice(0, 2)).toEqual(['Card010', 'Card002']);
		expect((await by('specialty')).at(-1)).toBe('ID001');
	});

	it('shows who rates a case, and how far each is', async () => {
		const { app, actor, study } = await aLongStudy();
		await rounds.setDue(app, actor, study.slug, null);
		const shown = await caring.show(app, actor, study.slug, 'Card010');
		expect(shown).toMatchObject({
			...{ version: 0, rated: true, ratedNow: true, specialtyName: 'Cardiology' },
			raters: [{ round: 1, state: 'reopened', rated: 2, actions: 2, released: false, again: false }]
		});
		expect(shown.actions[0]).not.toHaveProperty('source');
	});
});
