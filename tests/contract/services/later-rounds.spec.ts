/** A later round as its raters have it: what they are shown, what they say of it, and what they sign. */
import { describe, expect, it } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studying from '#lib/server/services/studies/index.ts';
import * as studies from '#lib/server/store/studies.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aMember,
	anAssignment,
	aSave,
	everyRow,
	MINUTE,
	scored,
	write
} from '../support.ts';
import { answers, aPanel, unable } from './later-support.ts';

const INDEPENDENTLY = 'I rated these actions independently.';
const REVIEWED = "I reviewed the panel's anonymous answers and gave these ratings.";
const GEPRUEFT =
	'Ich habe die anonymen Antworten des Panels geprüft und diese Bewertungen abgegeben.';

const counts = (given: Record<number, number>) =>
	Array.from({ length: 9 }, (_, index) => given[index + 1] ?? 0);

onEach(({ fresh }) => {
	it('shows the own answer, the others as a distribution, and the median of all', async () => {
		const db = await fresh();
		const at = await aPanel(db, [
			[scored(4, 'Mine.'), scored(6), unable('wording-ambiguous'), scored(1)],
			[scored(7), scored(3), scored(8), scored(1)],
			[scored(8), scored(3), unable('outside-specialty'), scored(1)]
		]);
		const [ada] = at.raters;
		const before = await rating.openCase(at.app, ada!.actor, ada!.first);
		expect(before.later).toBeNull();
		expect(before.actions.some((action) => 'former' in action)).toBe(false);

		expect(await at.openNext(0, 1, 2)).toMatchObject({ number: 2, assignments: 3 });
		const shown = await at.shown(ada!);
		expect(shown.later).toEqual({
			...{ number: 2, actions: 4, raters: 3, isOneOfThem: true, apart: true, asksReason: true }
		});
		expect(shown.actions.map(({ number, value, version }) => [number, value, version])).toEqual(
			[1, 2, 3].map((number) => [number, EMPTY_RATING, 0])
		);
		expect(shown.actions.map(({ former }) => former)).toEqual([
			{
				own: { score: 4, cannotRate: null, comment: 'Mine.' },
				...{ others: counts({ 7: 1, 8: 1 }), unable: 0, median: 7, comments: [] }
			},
			{
				own: { score: 6, cannotRate: null, comment: '' },
				...{ others: counts({ 3: 2 }), unable: 0, median: 3, comments: [] }
			},
			{
				own: { score: null, cannotRate: 'wording-ambiguous', comment: '' },
				...{ others: counts({ 8: 1 }), unable: 1, median: 8, comments: [] }
			}
		]);
		// The first round is as it was.
		expect(await rating.openCase(at.app, ada!.actor, ada!.first)).toEqual({
			...before,
			locked: true,
			mayTakeBack: false,
			nextAssignmentId: null
		});
	});

	it('halves the median of two, and says where they were not apart', async () => {
		const at = await aPanel(await fresh(), [answers(4, 5), answers(7, 5)]);
		await at.openNext(0, 1);
		const { later, actions } = await at.shown(at.raters[0]!);
		expect(later).toMatchObject({ raters: 2, apart: false });
		expect(actions.map(({ former }) => former?.median)).toEqual([5.5, 5]);
	});

	it('counts only what was signed and speaks for its rater', async () => {
		const db = await fresh();
		const at = await aPanel(db, [answers(2), answers(5), answers(8), answers(9)]);
		const [ada, ben, cyn, dan] = at.raters;
		// Taken back and never signed again; taken away and left out.
		await rating.takeBack(at.app, ben!.actor, ben!.first);
		await assigning.move(at.app, at.coordinator, at.study.slug, {
			...{ assignments: [cyn!.first], to: [], reason: 'A conflict of interest.', counts: false }
		});
		expect(await at.openNext(0)).toMatchObject({ assignments: 2 });
		const { later, actions } = await at.shown(ada!);
		expect(later).toMatchObject({ raters: 2 });
		expect(actions[0]!.former).toMatchObject({ others: counts({ 9: 1 }), median: 5.5 });
		expect((await at.shown(dan!)).actions[0]!.former).toMatchObject({ others: counts({ 2: 1 }) });
	});

	it('starts a third round from the newest signed answer of each, and shows nothing of its own', async () => {
		const db = await fresh();
		const at = await aPanel(
			db,
			[answers(1, 2), [scored(5, 'At first.'), scored(5)], answers(9, 9)],
			{ sharesComments: true }
		);
		const [ada, ben, cyn] = at.raters;
		await at.openNext(0, 1);
		await at.rate(ada!, await at.newest(ada!), [scored(3), scored(2)]);
		await at.sign(ada!, await at.newest(ada!));
		await at.rate(ben!, await at.newest(ben!), [scored(6, 'Now.'), scored(5)]);
		await at.sign(ben!, await at.newest(ben!));
		// Cyn changes her mind, and does not sign it.
		await at.rate(cyn!, await at.newest(cyn!), [scored(7, 'Unsigned.')]);
		const second = await at.shown(cyn!);
		expect(second.actions[0]!.former).toMatchObject({
			...{ others: counts({ 1: 1, 5: 1 }), comments: ['At first.'], median: 5 }
		});
		expect(await at.openNext(0)).toMatchObject({ number: 3, actions: 1, assignments: 3 });
		expect((await at.shown(cyn!)).actions.map(({ former }) => former)).toEqual([
			{
				own: { score: 9, cannotRate: null, comment: '' },
				...{ others: counts({ 3: 1, 6: 1 }), unable: 0, median: 6, comments: ['Now.'] }
			}
		]);
		expect((await at.shown(ada!)).actions[0]!.former).toMatchObject({
			...{ own: { score: 3 }, others: counts({ 6: 1, 9: 1 }), comments: ['Now.'] }
		});
	});

	it('shows the panel to somebody without an answer of their own', async () => {
		const db = await fresh();
		const at = await aPanel(db, [answers(2), answers(8)]);
		const eve = await aMember(db, at.study, 'rater');
		await write(db, (tx) => studies.update(tx, at.study, { ratersPerCase: 3 }));
		await at.openNext(0);
		// No page gives a case of a later round to somebody who has not signed it; a row may all the same be there.
		const round = (await everyRow(db, (t) => t.rounds)).at(-1)!;
		await anAssignment(db, { round }, at.item, eve);
		const { later, actions } = await at.shown(eve);
		expect(later).toMatchObject({ raters: 2, isOneOfThem: false });
		expect(actions[0]!.former).toMatchObject({ own: null, others: counts({ 2: 1, 8: 1 }) });
		await at.rate(eve, await at.newest(eve), answers(9));
		await at.sign(eve, await at.newest(eve));
	});

	it('takes answers of the actions that are asked, and of no other', async () => {
		const at = await aPanel(await fresh(), [answers(4, 4), answers(7, 7)]);
		const [ada] = at.raters;
		await at.openNext(0);
		const mine = await at.newest(ada!);
		const left = aSave(at.item.actions[1]!.id, 0, scored(7));
		await expect(rating.saveRating(at.app, ada!.actor, mine, left)).rejects.toMatchObject({
			code: 'action-gone'
		});
		const old = aSave(at.item.actions[0]!.id, 1, scored(7));
		await expect(rating.saveRating(at.app, ada!.actor, ada!.first, old)).rejects.toMatchObject({
			code: 'round-locked'
		});
		expect((await rating.myCases(at.app, ada!.actor))[0]).toMatchObject({
			...{ round: 2, cases: [{ assignmentId: mine, actions: 1, rated: 0 }] }
		});
	});

	describe('a reason', () => {
		it('is missing where a score has moved to another zone without words, until they are there', async () => {
			const at = await aPanel(await fresh(), [answers(4, 6, 9, null), answers(7, 7, 1, 1)]);
			const [ada] = at.raters;
			await at.openNext(0, 1, 2, 3);
			const mine = await at.newest(ada!);
			await at.rate(ada!, mine, [scored(7), scored(4), scored(2, ' 7 '), scored(9)]);
			const missing = (count: number) => ({
				...{ kind: 'invalid', code: 'reasons-missing', values: { missing: count } }
			});
			const sign = () => at.sign(ada!, mine);
			await expect(sign()).rejects.toMatchObject(missing(2));
			await at.rate(ada!, mine, [scored(7, 'The dose is too low.')]);
			await expect(sign()).rejects.toMatchObject(missing(1));
			const { state } = await rating.openCase(at.app, ada!.actor, mine);
			expect(state).toBe('in-progress');
			await at.rate(ada!, mine, [scored(7, 'The dose is too low.'), scored(4), scored(8)]);
			await sign();
		});

		it('is not asked for where the study does not want it', async () => {
			const at = await aPanel(await fresh(), [answers(4), answers(7)], { asksReason: false });
			const [ada] = at.raters;
			await at.openNext(0);
			expect((await at.shown(ada!)).later).toMatchObject({ asksReason: false });
			await at.rate(ada!, await at.newest(ada!), [scored(9)]);
			await at.sign(ada!, await at.newest(ada!));
		});
	});

	it('is signed with words that are true of it, stored as they are', async () => {
		const db = await fresh();
		const at = await aPanel(db, [answers(4), answers(7)]);
		const [ada, ben] = at.raters;
		await at.openNext(0);
		const submit = async (who: typeof ada, submission?: unknown) =>
			rating.submitCase(at.app, who!.actor, await at.newest(who!), submission);
		for (const who of [ada, ben]) await at.rate(who!, await at.newest(who!), [scored(5, 'Ok.')]);
		const unknown = { kind: 'invalid', code: 'signature-unknown' };
		await expect(submit(ada, { meaning: INDEPENDENTLY })).rejects.toMatchObject(unknown);
		const mine = await at.newest(ada!);
		expect(await rating.openCase(at.app, ada!.actor, mine, 'de')).toMatchObject({
			signatureMeaning: GEPRUEFT
		});
		await submit(ada, { meaning: GEPRUEFT });
		await submit(ben);
		const signed = (await everyRow(db, (t) => t.assignments)).map((one) => one.signedMeaning);
		expect(signed).toEqual([INDEPENDENTLY, INDEPENDENTLY, GEPRUEFT, REVIEWED]);
	});

	it('is not signed with these words in the first', async () => {
		const at = await aPanel(await fresh(), [answers(4), answers(7)]);
		const [ada] = at.raters;
		await rating.takeBack(at.app, ada!.actor, ada!.first);
		await expect(
			rating.submitCase(at.app, ada!.actor, ada!.first, { meaning: REVIEWED })
		).rejects.toMatchObject({ code: 'signature-unknown' });
	});

	it('says in every round whether a remark may be shown to others in the next', async () => {
		for (const sharesComments of [true, false]) {
			const at = await aPanel(await fresh(), [answers(4), answers(7)], { sharesComments });
			const [ada] = at.raters;
			expect(await at.shown(ada!)).toMatchObject({ sharesComments });
			await at.openNext(0);
			expect(await at.shown(ada!)).toMatchObject({ sharesComments });
		}
	});

	it('shows nothing of the panel on a qualification case', async () => {
		const db = await fresh();
		const at = await aPanel(db, [answers(4), answers(7)], { sharesComments: true });
		const [ada] = at.raters;
		const gold = await aCase(db, at.study, { gold: true, actions: 1, externalId: 'Gold001' });
		await at.openNext(0);
		const round = await rounds.present(at.app, at.coordinator, at.study.slug);
		expect(round.number).toBe(2);
		const second = (await everyRow(db, (t) => t.rounds)).at(-1)!;
		const { id } = await anAssignment(db, { round: second }, gold, ada!);
		const shown = await rating.openCase(at.app, ada!.actor, id);
		expect(shown).toMatchObject({ later: null, sharesComments: false });
		expect(shown.signatureMeaning).toBe(INDEPENDENTLY);
		expect('former' in shown.actions[0]!).toBe(false);
	});

	it('takes the answers to a qualification case, which is asked whole in every round', async () => {
		const db = await fresh();
		const at = await aPanel(db, [answers(4), answers(7)]);
		const [ada] = at.raters;
		const gold = await aCase(db, at.study, { gold: true, actions: 2, externalId: 'Gold001' });
		await at.openNext(0);
		const second = (await everyRow(db, (t) => t.rounds)).at(-1)!;
		const { id } = await anAssignment(db, { round: second }, gold, ada!);
		await at.rate(ada!, id, answers(4, 5));
		await at.sign(ada!, id);
		expect(await rating.openCase(at.app, ada!.actor, id)).toMatchObject({
			...{ state: 'submitted', actions: [{ value: { score: 4 } }, { value: { score: 5 } }] }
		});
		// Of another case, though this round asks it.
		const other = aSave(at.item.actions[0]!.id, 0, scored(7));
		await rating.takeBack(at.app, ada!.actor, id);
		await expect(rating.saveRating(at.app, ada!.actor, id, other)).rejects.toMatchObject({
			code: 'action-gone'
		});
	});

	describe('remarks', () => {
		const share = (at: Awaited<ReturnType<typeof aPanel>>, sharesComments: boolean) => {
			at.app.pass(MINUTE);
			return studying.changeSettings(at.app, at.coordinator, at.study.slug, { sharesComments });
		};

		it('are never shown where the study said they would not be when they were written', async () => {
			const said = (remark: string) => [scored(4, remark)];
			const panel = [answers(4), said('Before.'), said('Between.'), said('Before that too.')];
			const at = await aPanel(await fresh(), panel);
			const [ada, ben, cyn, dan] = at.raters;
			const say = async (who: typeof ada, remark: string) => {
				at.app.pass(MINUTE);
				await rating.takeBack(at.app, who!.actor, who!.first);
				await at.rate(who!, who!.first, said(remark));
				await at.sign(who!, who!.first);
			};
			await share(at, true);
			await say(cyn, 'While it was shared at first.');
			await share(at, false);
			await say(dan, 'While it was not.');
			await share(at, true);
			await say(ben, 'Since.');
			await at.openNext(0);
			// What is set later is of the round after.
			await share(at, false);
			await share(at, true);
			const shown = await at.shown(ada!);
			expect(shown.actions[0]!.former!.comments).toEqual(['Since.']);
			expect((await at.shown(dan!)).actions[0]!.former!.own).toEqual({
				...{ score: 4, cannotRate: null, comment: 'While it was not.' }
			});
		});

		it('stay what they were when only the score beside them is saved again', async () => {
			const panel = [answers(4), [scored(4, 'Old.')], [scored(5, 'Old.')], [scored(6, 'Old too.')]];
			const at = await aPanel(await fresh(), panel);
			const [ada, ben, cyn, dan] = at.raters;
			await share(at, true);
			const again = async (who: typeof ada, ...remarks: string[]) => {
				await rating.takeBack(at.app, who!.actor, who!.first);
				for (const [score, remark] of remarks.entries()) {
					at.app.pass(MINUTE);
					await at.rate(who!, who!.first, [scored(1 + score, remark)]);
				}
				await at.sign(who!, who!.first);
			};
			await again(ben, 'Old.');
			await again(cyn, 'Old, and new.');
			// Taken away and written once more is written since.
			await again(dan, '', 'Old too.');
			await at.openNext(0);
			const shown = (await at.shown(ada!)).actions[0]!.former!.comments;
			expect(shown.toSorted()).toEqual(['Old too.', 'Old, and new.']);
		});

		it('are all shown where the study has shared them since its beginning', async () => {
			const panel = [answers(4), [scored(5, 'From the first day.')]];
			const at = await aPanel(await fresh(), panel, { sharesComments: true });
			await at.openNext(0);
			expect((await at.shown(at.raters[0]!)).actions[0]!.former!.comments).toEqual([
				'From the first day.'
			]);
		});
	});

	it('plans no second time of a case: agreement with oneself is of those who saw nothing', async () => {
		const db = await fresh();
		const at = await aPanel(db, [answers(4), answers(7)]);
		const [ada] = at.raters;
		await write(db, (tx) => studies.update(tx, at.study, { repeatShare: 100 }));
		await at.openNext(0);
		await at.rate(ada!, await at.newest(ada!), answers(4));
		await at.sign(ada!, await at.newest(ada!));
		const repeats = (await everyRow(db, (t) => t.assignments)).map(({ repeat }) => repeat);
		expect(repeats).toEqual([0, 0, 0, 0]);
	});

	it('can be taken back until it is closed', async () => {
		const at = await aPanel(await fresh(), [answers(4), answers(7)]);
		const [ada] = at.raters;
		await at.openNext(0);
		const mine = await at.newest(ada!);
		await at.rate(ada!, mine, answers(5));
		await at.sign(ada!, mine);
		await rating.takeBack(at.app, ada!.actor, mine);
		expect(await at.shown(ada!)).toMatchObject({
			...{ state: 'reopened', actions: [{ value: { score: 5 }, former: { own: { score: 4 } } }] }
		});
		await at.sign(ada!, mine);
		await rounds.setLocked(at.app, at.coordinator, at.study.slug, true);
		await expect(rating.takeBack(at.app, ada!.actor, mine)).rejects.toMatchObject({
			code: 'round-locked'
		});
	});
});
