import { describe, expect, it } from 'vitest';
import * as caring from '#lib/server/services/cases/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { onEach } from '../databases.ts';
import { aMember, anApp, aStudy, everyRow, MINUTE } from '../support.ts';
import { aStudyToCareFor, CASE } from './caring-support.ts';
import { refusal } from './importing-support.ts';
import { anotherAction, asWritten, WRITTEN } from './writing-support.ts';

/** What a case says, without what only its study knows. */
const said = ({ version: _, history: _h, ...item }: caring.CaseToRead) => item;

onEach(({ fresh }) => {
	/** A study without a case, and whoever runs it. */
	async function anEmptyStudy() {
		const db = await fresh();
		const app = anApp(db);
		const study = await aStudy(db);
		const { actor } = await aMember(db, study, 'coordinator');
		return { db, app, actor, slug: study.slug, study };
	}

	describe('a case written by hand', () => {
		it('is in the study as it was written, and in its list', async () => {
			const { app, actor, slug } = await anEmptyStudy();
			await caring.write(app, actor, slug, WRITTEN);
			expect(await caring.show(app, actor, slug, 'Card007')).toMatchObject({
				...{ presentation: WRITTEN.presentation, question: 'What next?', reference: 'Rest.' },
				...{ guidance: WRITTEN.guidance, heldOut: true, version: 0, rated: false },
				groups: [{ name: 'One of two', pickType: 'exact', pickCount: 2 }],
				variants: WRITTEN.variants,
				history: [{ what: 'case.written', who: actor.name }]
			});
			const { cases } = await caring.list(app, actor, slug);
			expect(cases.rows).toMatchObject([{ externalId: 'Card007', actions: 3 }]);
			expect(await caring.offered(app, actor, slug)).toMatchObject({
				specialties: [{ code: 'Card', nextId: 'Card008' }],
				categories: [...Array<unknown>(6).fill(expect.any(String)), 'Of its own']
			});
		});

		it('leaves as a kit, and comes back in as it was, and leaves as the same bytes', async () => {
			const from = await anEmptyStudy();
			await caring.write(from.app, from.actor, from.slug, WRITTEN);
			const kit = await releasing.exportStudy(from.app, from.actor, from.slug, 'kit');
			const into = await anEmptyStudy();
			await importing.importCases(into.app, into.actor, into.slug, { files: kit });
			const [wrote, came] = await Promise.all(
				[from, into].map(({ app, actor, slug }) => caring.show(app, actor, slug, 'Card007'))
			);
			expect(said(came!)).toEqual(said(wrote!));
			expect(came!.actions).toHaveLength(3);
			const again = await releasing.exportStudy(into.app, into.actor, into.slug, 'kit');
			expect(again).toEqual(kit);
			// The kit that came back in changes nothing more.
			const sent = { files: again };
			const options = { dryRun: true };
			const same = await importing.importCases(into.app, into.actor, into.slug, sent, options);
			expect(same.cases).toEqual({ new: 0, changed: 0, unchanged: 1, removed: 0 });
		});

		it('leaves as tables, and comes back in as far as tables have columns', async () => {
			const from = await anEmptyStudy();
			await caring.write(from.app, from.actor, from.slug, WRITTEN);
			const all = await releasing.exportStudy(from.app, from.actor, from.slug, 'csv');
			const files = new Map([...all].filter(([path]) => /^(cases|actions)\.csv$/.test(path)));
			const into = await anEmptyStudy();
			await importing.importCases(into.app, into.actor, into.slug, { files });
			const wrote = await caring.show(from.app, from.actor, from.slug, 'Card007');
			const came = await caring.show(into.app, into.actor, into.slug, 'Card007');
			expect(said(came)).toEqual({
				...said(wrote),
				...{ guidance: null, variants: [] },
				groups: [{ name: 'One of two', pickType: 'min', pickCount: 1 }],
				actions: wrote.actions.map((action) => ({ ...action, referenceScore: null }))
			});
		});

		it('is refused, with nothing stored, where two write the same id at once', async () => {
			const { db, app, actor, slug, study } = await anEmptyStudy();
			const { actor: colleague } = await aMember(db, study, 'coordinator');
			const outcomes = await Promise.allSettled(
				[actor, colleague].map((who) => caring.write(app, who, slug, WRITTEN))
			);
			expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			const lost = outcomes.find((one) => one.status === 'rejected')!;
			expect(String(lost.reason)).toContain('is in this study already');
			expect(await everyRow(db, (t) => t.actions)).toHaveLength(3);
		});

		it('names the cases in which the same stands', async () => {
			const { app, actor, slug } = await anEmptyStudy();
			await caring.write(app, actor, slug, WRITTEN);
			const twin = { ...WRITTEN, externalId: 'Card008', variants: [], guidance: null };
			await caring.write(app, actor, slug, twin);
			const other = { ...twin, externalId: 'Card009', question: 'What now?' };
			await caring.write(app, actor, slug, other);
			expect(await caring.twinsOf(app, actor, slug, 'Card008')).toEqual(['Card007']);
			expect(await caring.twinsOf(app, actor, slug, 'Card009')).toEqual([]);
		});

		it('is written by coordinators only', async () => {
			const { db, app, slug, study } = await anEmptyStudy();
			for (const role of ['rater', 'observer', 'adjudicator'] as const) {
				const { actor } = await aMember(db, study, role);
				for (const ask of [
					() => caring.write(app, actor, slug, WRITTEN),
					() => caring.offered(app, actor, slug),
					() => caring.twinsOf(app, actor, slug, 'Card007')
				]) {
					expect((await refusal(ask())).kind).toBe('forbidden');
				}
			}
		});
	});

	describe('a case that nobody has rated', () => {
		it('is changed as a whole, numbers too, and leaves as it is now', async () => {
			const { app, actor, slug } = await anEmptyStudy();
			await caring.write(app, actor, slug, WRITTEN);
			const asked = { slug, externalId: 'Card007', seen: 0 };
			const [third, first, second] = WRITTEN.actions;
			const edited = await caring.writeAnew(app, actor, asked, {
				...WRITTEN,
				...{ specialty: 'Pulm', question: null, heldOut: false },
				actions: [
					{ ...third!, was: 3, number: 1 },
					anotherAction(3, { text: 'Another one' }),
					{ ...first!, was: 1, number: 2, dependsOn: [1] }
				],
				variants: WRITTEN.variants.slice(1)
			});
			expect(second!.number).toBe(2);
			expect(edited).toEqual({ how: 'changed', again: true });
			const item = await caring.show(app, actor, slug, 'Card007');
			expect(asWritten(item)).toMatchObject({
				...{ specialty: 'Pulm', question: null, heldOut: false },
				actions: [
					{ number: 1, text: 'Written 3', referenceScore: 9 },
					{ number: 3, text: 'Another one' },
					{ number: 2, text: 'Written 1', dependsOn: [1] }
				],
				variants: [{ externalId: 'Card007_2' }]
			});
			expect(item.actions.every(({ wording }) => wording === 1)).toBe(true);
			const late = await refusal(caring.writeAnew(app, actor, asked, WRITTEN));
			expect(late.message).toContain(`Card007 was changed by ${actor.name}`);
		});

		it('keeps its order where actions are taken out and others change', async () => {
			const { app, actor, slug } = await anEmptyStudy();
			const actions = [1, 2, 3, 4, 5, 6].map((number) => anotherAction(number));
			await caring.write(app, actor, slug, { ...WRITTEN, actions, groups: [] });
			const asked = { slug, externalId: 'Card007' };
			const shown = async () => asWritten(await caring.show(app, actor, slug, 'Card007'));
			const orderOf = async () => (await shown()).actions.map(({ number }) => number);
			for (const number of [1, 2]) await caring.removeAction(app, actor, asked, { number });
			// Two are gone from before it: the last is changed alone, then by an import, then with two left out.
			await caring.changeAction(app, actor, asked, { number: 6, text: 'Mended' });
			expect(await orderOf()).toEqual([3, 4, 5, 6]);
			const kit = await releasing.exportStudy(app, actor, slug, 'kit');
			const path = 'dataset/rubrics/Card007.json';
			const rubric = new TextDecoder().decode(kit.get(path)).replaceAll('Mended', 'Imported');
			const files = new Map([...kit, [path, new TextEncoder().encode(rubric)]]);
			await importing.importCases(app, actor, slug, { files });
			expect(await orderOf()).toEqual([3, 4, 5, 6]);
			const { actions: left, ...item } = await shown();
			expect(left[3]!.text).toBe('Imported');
			const mended = [left[2]!, { ...left[3]!, text: 'Mended again' }];
			await caring.writeAnew(app, actor, asked, { ...item, actions: mended });
			expect(await orderOf()).toEqual([5, 6]);
		});

		it('has an action put on top of the others, and all numbered in their order', async () => {
			const { app, actor, slug } = await anEmptyStudy();
			const actions = [1, 2, 3].map((number) => anotherAction(number));
			await caring.write(app, actor, slug, { ...WRITTEN, actions, groups: [] });
			await caring.writeAnew(
				app,
				actor,
				{ slug, externalId: 'Card007' },
				{
					...{ ...WRITTEN, groups: [] },
					actions: [
						anotherAction(1, { text: 'On top' }),
						...actions.map((action) => ({
							...action,
							was: action.number,
							number: action.number + 1
						}))
					]
				}
			);
			const item = await caring.show(app, actor, slug, 'Card007');
			expect(
				item.actions
					.toSorted((a, b) => a.position - b.position)
					.map(({ number, text, wording }) => [number, text, wording])
			).toEqual([
				[1, 'On top', 1],
				[2, 'Written 1', 1],
				[3, 'Written 2', 1],
				[4, 'Written 3', 1]
			]);
		});

		it('stays as it is where nothing differs', async () => {
			const { app, actor, slug } = await anEmptyStudy();
			await caring.write(app, actor, slug, WRITTEN);
			const asked = { slug, externalId: 'Card007' };
			const shown = asWritten(await caring.show(app, actor, slug, 'Card007'));
			const none = await refusal(caring.writeAnew(app, actor, asked, shown));
			expect(none.message).toBe('Nothing differs from what is there already.');
		});
	});

	it('a qualification case keeps a score for every action', async () => {
		const { app, actor, slug } = await anEmptyStudy();
		const keyed = WRITTEN.actions.map((action) => ({ ...action, referenceScore: 5 }));
		await caring.write(app, actor, slug, { ...WRITTEN, actions: keyed });
		await qualifying.configure(app, actor, slug, { required: true, cases: ['Card007'] });
		const asked = { slug, externalId: 'Card007' };
		const known = keyed.map((action) => ({ ...action, was: action.number }));
		const without = [...known.slice(1), { ...known[0]!, referenceScore: null }];
		await expect(
			caring.writeAnew(app, actor, asked, { ...WRITTEN, actions: without })
		).rejects.toThrow('raters qualify by this case');
		const other = known.map((action) => ({ ...action, referenceScore: 6 }));
		await caring.writeAnew(app, actor, asked, { ...WRITTEN, actions: other });
		const { actions } = await caring.show(app, actor, slug, 'Card007');
		expect(actions.map(({ referenceScore }) => referenceScore)).toEqual([6, 6, 6]);
	});

	describe('a case that three have signed', () => {
		const structured = (shown: ReturnType<typeof asWritten>) => ({
			...shown,
			...{ heldOut: false, guidance: 'spirit: calm\n' },
			actions: shown.actions.toReversed().map((action) =>
				action.number === 8
					? {
							...action,
							group: 'Now',
							groupType: 'alternative',
							dependsOn: [1],
							referenceScore: 4
						}
					: action
			),
			variants: [
				...shown.variants,
				{ externalId: 'Card900-9', presentation: 'Another telling.', description: 'Shorter.' }
			]
		});

		it('keeps every rating and signature where only its structure changes, and the kit tells of it', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, slug, asked } = at;
			const before = await at.leaves();
			const shown = asWritten(await at.show());
			app.pass(MINUTE);
			expect(await caring.writeAnew(app, actor, asked(0), structured(shown))).toEqual({
				...{ how: 'changed', again: false }
			});
			const after = await at.leaves();
			expect(after.agreement).toBe(before.agreement);
			expect(after.files['matrix.csv']!.split('\n').sort()).toEqual(
				before.files['matrix.csv']!.split('\n').sort()
			);
			for (const place of [0, 1, 2]) {
				expect(await at.open(place)).toMatchObject({ state: 'submitted', signature: {} });
			}
			const into = await anEmptyStudy();
			const kit = await releasing.exportStudy(app, actor, slug, 'kit');
			await importing.importCases(into.app, into.actor, into.slug, { files: kit });
			const came = await caring.show(into.app, into.actor, into.slug, CASE);
			const { actions, ...rest } = structured(shown);
			expect(asWritten(came)).toMatchObject({
				...rest,
				groups: [...shown.groups, { name: 'Now', pickType: 'min', pickCount: 1 }]
			});
			// The raters are apart about action 2: it has no score to leave with.
			expect(asWritten(came).actions.map(({ number }) => number)).toEqual(
				actions.map(({ number }) => number).filter((number) => number !== 2)
			);
			expect(came.actions.find(({ number }) => number === 8)).toMatchObject({
				...{ group: 'Now', groupType: 'alternative', dependsOn: [1] }
			});
		});

		it('has one action mended, one reworded and one added in one save', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, asked } = at;
			const shown = asWritten(await at.show());
			const [first, second, ...others] = shown.actions;
			const edited = await caring.writeAnew(app, actor, asked(0), {
				...shown,
				actions: [
					{ ...first!, text: 'Order an ECG at once', meaning: 'mend' },
					{ ...second!, text: 'Another test', meaning: 'reword' },
					...others,
					anotherAction(9)
				],
				reason: 'The panel asked.'
			});
			expect(edited).toEqual({ how: 'reworded', again: true });
			const item = await at.show();
			expect(item.actions.find(({ number }) => number === 1)).toMatchObject({ wording: 1 });
			expect(item.actions.find(({ number }) => number === 2)).toMatchObject({
				...{ wording: 2, text: 'Another test', ratedNow: false }
			});
			const whats = item.history.map(({ what, reason }) => [what, reason]);
			expect(whats.sort()).toEqual([
				['action.added', 'The panel asked.'],
				['action.mended', 'The panel asked.'],
				['action.reworded', 'The panel asked.']
			]);
			const { state, actions } = await rating.openCase(
				app,
				at.raters[0]!.actor,
				at.raters[0]!.assignment.id
			);
			expect(state).toBe('reopened');
			const open = actions.filter(({ value }) => value.score === null);
			expect(open.map(({ number }) => number).sort()).toEqual([2, 9]);
		});

		it('is asked for again, though nothing that was rated changes, where an action is added', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, asked } = at;
			const { actions, ...shown } = asWritten(await at.show());
			const added = { ...shown, actions: [...actions, anotherAction(9)] };
			expect(await caring.writeAnew(app, actor, asked(0), added)).toEqual({
				...{ how: 'changed', again: true }
			});
			for (const place of [0, 1, 2]) {
				expect(await at.open(place)).toMatchObject({ state: 'reopened', signature: null });
			}
		});

		it('loses no rated action by a form that leaves it out', async () => {
			const db = await fresh();
			const at = await aStudyToCareFor(db);
			const { app, actor, asked } = at;
			const shown = asWritten(await at.show());
			const rows = await everyRow(db, (t) => t.actions);
			const left = { ...shown, actions: shown.actions.slice(1) };
			const refused = await refusal(caring.writeAnew(app, actor, asked(0), left));
			expect(refused.message).toContain('Action 1 was rated, begun or ruled on');
			expect(await everyRow(db, (t) => t.actions)).toEqual(rows);
		});

		it('leaves what is withdrawn where it stands', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, asked } = at;
			await caring.withdrawAction(app, actor, asked(0), { number: 2, reason: 'Twice.' });
			const shown = asWritten(await at.show());
			expect(shown.actions.map(({ number }) => number)).toEqual([1, 3, 5, 7, 8]);
			const actions = shown.actions.toReversed();
			await caring.writeAnew(app, actor, asked(1), { ...shown, actions });
			await caring.restoreAction(app, actor, asked(2), { number: 2 });
			expect(asWritten(await at.show()).actions.map(({ number }) => number)).toEqual([
				8, 7, 5, 3, 1, 2
			]);
			const twice = { ...shown, actions: [...actions, anotherAction(2)] };
			await caring.withdrawAction(app, actor, asked(3), { number: 2, reason: 'Twice.' });
			await expect(caring.writeAnew(app, actor, asked(4), twice)).rejects.toThrow(
				'action 2 is withdrawn and keeps its number'
			);
		});
	});
});
