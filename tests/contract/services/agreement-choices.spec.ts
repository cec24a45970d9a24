/** What the page of agreement counts by each choice, held against the library over tables that are made here by hand. */
import { describe, expect, it } from 'vitest';
import * as byCase from '#lib/agreement/by-case.ts';
import type { Figure } from '#lib/agreement/coefficient.ts';
import * as gwet from '#lib/agreement/gwet.ts';
import * as krippendorff from '#lib/agreement/krippendorff.ts';
import * as sums from '#lib/agreement/sums.ts';
import { sparse, type Table } from '#lib/agreement/table.ts';
import type { AgreementView } from '#lib/domain/agreement-view.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as rows from '#lib/server/db/rows.ts';
import * as specialties from '#lib/server/store/specialties.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { aMember, everything, MINUTE, START, write } from '../support.ts';
import { aRatedRound } from './rounds-support.ts';

/** Card001, Derm002, Card003, Derm004: an action down, a rater across; the odd actions are of medication. */
const SCORES = [
	[
		[1, 5, 9],
		[7, 7, 8],
		[2, 2, 3],
		[4, 6, 4]
	],
	[
		[4, 5, 5],
		[2, 6, 8],
		[9, 9, 7]
	],
	[
		[3, 3, 1],
		[8, 8, 8],
		[6, 5, 2]
	],
	[
		[5, 4, 5],
		[9, 8, 9],
		[1, 2, 1]
	]
];

const LAYOUT = sums.layout();
const ALPHA = krippendorff.figure(LAYOUT, 'ordinal');
const AC2 = gwet.figure(LAYOUT, 'ordinal');

/** The sums of tables, one a case. */
const sumsOf = (cases: readonly Table[]) =>
	cases.map((table) => sums.ofCases(LAYOUT, sparse(table))[0]!);
const figureOf = (cases: readonly Table[], figure: Figure = ALPHA) =>
	byCase.interval(sumsOf(cases), figure);

/** What differs from the last digit on is the same. */
function expectSame(found: byCase.ByCase, wanted: byCase.ByCase): void {
	const rounded = (value: byCase.ByCase) =>
		JSON.parse(
			JSON.stringify(value, (_key, one: unknown) =>
				typeof one === 'number' ? Number(one.toPrecision(10)) : one
			)
		) as unknown;
	expect(rounded(found)).toEqual(rounded(wanted));
}

/** A round rated by a cardiologist, a dermatologist and somebody who is both, with two categories of action. */
async function aStudyOfChoices(db: Database) {
	const at = await aRatedRound(db, SCORES);
	await write(db, function* (tx) {
		for (const { actions } of at.items) {
			for (const { id, number } of actions) {
				if (number % 2 === 0) continue;
				yield* rows.update(tx, tx.t.actions, { id }, { category: 'Medication' });
			}
		}
		const codes = [['Card'], ['Derm'], ['Card', 'Derm']];
		yield* specialties.ensure(tx, ['Card', 'Derm']);
		for (const [who, theirs] of codes.entries()) {
			yield* users.setSpecialties(tx, at.raters[who]!.id, theirs);
		}
	});
	const { app, slug } = at;
	const look = (view: Partial<AgreementView> = {}, actor = at.coordinator.actor) =>
		agreeing.agreement(app, actor, slug, { least: 2, ...view });
	return { ...at, look };
}

const sliceOf = (found: agreeing.StudyAgreement, kind: agreeing.SliceKind) =>
	found.slices.find((one) => one.kind === kind)!;
const namesOf = (found: agreeing.StudyAgreement, kind: agreeing.SliceKind) =>
	sliceOf(found, kind).slices.map(({ name }) => name);

onEach(
	({ fresh }) => {
		describe('a choice', () => {
			it('of nothing is what a release carries, digit for digit', async () => {
				const { look, app, raters, items, having, coordinator, slug } = await aStudyOfChoices(
					await fresh()
				);
				const { id } = await having(raters[2]!, items[3]!);
				await rating.reopenCase(app, coordinator.actor, slug, id, 'Look again.');
				const found = await look();
				expect(found).toMatchObject({ asReleased: true, newest: START });
				await releasing.create(app, coordinator.actor, slug, {});
				const files = await releasing.files(app, coordinator.actor, slug, 1);
				const { coefficients } = JSON.parse(
					Buffer.from(files.get('agreement.json')!).toString()
				) as { coefficients: Record<string, { value: number; ci95: [number, number] }> };
				for (const [measure, name] of [
					['alpha', 'krippendorff_alpha_ordinal'],
					['ac2', 'gwet_ac2_ordinal'],
					['exact', 'percent_agreement_unweighted'],
					['within', 'percent_agreement_within_1']
				] as const) {
					const shown = found.figures[measure];
					if (!('value' in shown)) throw new Error(shown.undefined);
					expect(shown.value).toBeCloseTo(coefficients[name]!.value, 12);
					expect(shown.ci95![0]).toBeCloseTo(coefficients[name]!.ci95[0], 12);
				}
				// One case is open again: with it, it is something else.
				expect((await look({ signed: false })).asReleased).toBe(false);
			});

			it('of signed ratings leaves out the others, and says how many there are', async () => {
				const { look, app, raters, items, having, coordinator, slug } = await aStudyOfChoices(
					await fresh()
				);
				const { id } = await having(raters[2]!, items[0]!);
				await rating.reopenCase(app, coordinator.actor, slug, id, 'Look again.');
				const signed = SCORES.map((table, at) =>
					at > 0 ? table : table.map(([one, two]) => [one!, two!, null])
				);
				expectSame((await look()).figures.alpha, figureOf(signed));
				expectSame((await look({ signed: false })).figures.alpha, figureOf(SCORES));
				expectSame((await look()).figures.ac2, figureOf(signed, AC2));
				expect((await look()).unsigned).toBe(39);
				expect((await look()).scores.counts.reduce((sum, n) => sum + n)).toBe(35);
			});

			it('of a specialty or a category counts those actions alone', async () => {
				const { look } = await aStudyOfChoices(await fresh());
				const card = await look({ specialty: 'Cardiology' });
				expectSame(card.figures.alpha, figureOf([SCORES[0]!, SCORES[2]!]));
				expect(card).toMatchObject({ asReleased: false, cases: { of: 2 } });
				expect(card.slices.map(({ kind }) => kind)).toEqual(['category', 'case']);
				const odd = SCORES.map((table) => table.filter((_, at) => at % 2 === 0));
				const medication = await look({ category: 'Medication' });
				expectSame(medication.figures.alpha, figureOf(odd));
				expect(medication.figures.discordant).toMatchObject({ value: 2 / 8, units: 8, cases: 4 });
				// What the study does not have is no choice.
				expect((await look({ specialty: 'Alchemy', category: 'Gold' })).view).toMatchObject({
					...{ specialty: null, category: null }
				});
			});

			it('of raters by their own field is against the field of each case', async () => {
				const { look, app, coordinator, slug, raters } = await aStudyOfChoices(await fresh());
				// In Card: the first and the third; in Derm: the second and the third.
				const own = SCORES.map((table, at) =>
					table.map(([one, two, three]) => (at % 2 === 0 ? [one!, three!] : [two!, three!]))
				);
				expectSame((await look({ group: 'own' })).figures.alpha, figureOf(own));
				expect((await look({ group: 'others' })).figures.alpha).toMatchObject({
					undefined: 'No unit has two ratings.'
				});
				// Who becomes a dermatologist is another rater at once.
				const { name, email, memberId } = raters[0]!;
				await people.change(app, coordinator.actor, slug, memberId, {
					...{ name, email: email!, specialties: ['Derm'] },
					...{ role: 'rater', adjudicates: false, loadCap: '' }
				});
				const now = SCORES.map((table, at) =>
					table.map(([one, two, three]) =>
						at % 2 === 0 ? [null, three!, null] : [one!, two!, three!]
					)
				);
				expectSame((await look({ group: 'own' })).figures.alpha, figureOf(now));
			});
		});

		describe('slices', () => {
			it('are cut by specialty, category and case, lowest first, each from its own actions', async () => {
				const { look } = await aStudyOfChoices(await fresh());
				const found = await look();
				expect(namesOf(found, 'specialty')).toEqual(['Cardiology', 'Dermatology']);
				const [card] = sliceOf(found, 'specialty').slices;
				expectSame(card!.found, figureOf([SCORES[0]!, SCORES[2]!]));
				const even = SCORES.map((table) => table.filter((_, at) => at % 2 === 1));
				const diagnostic = sliceOf(found, 'category').slices.find(
					({ name }) => name === 'Diagnostic'
				);
				expectSame(diagnostic!.found, figureOf(even));
				// An interval over the actions of a case: each stands for a case.
				const worst = sliceOf(found, 'case').slices[0]!;
				expect(worst.name).toBe('Card001');
				const alone = figureOf(SCORES[0]!.map((row) => [row]));
				expectSame(worst.found, { ...alone, cases: 1 });
				expect(namesOf(await look({ byName: true }), 'case')).toEqual([
					...['Card001', 'Card003', 'Derm002', 'Derm004']
				]);
			});

			it('with few ratings are left out and counted', async () => {
				const { look } = await aStudyOfChoices(await fresh());
				const found = await look({ least: 30 });
				expect(sliceOf(found, 'case')).toMatchObject({ slices: [], left: 4, of: 0 });
				expect(sliceOf(found, 'category')).toMatchObject({ left: 2 });
			});

			it('by the share of discordant actions begin with the highest', async () => {
				const { look } = await aStudyOfChoices(await fresh());
				const found = await look({ measure: 'discordant' });
				expect(namesOf(found, 'specialty')).toEqual(['Cardiology', 'Dermatology']);
				expect(sliceOf(found, 'specialty').slices.map(({ found: one }) => one)).toMatchObject([
					{ value: 2 / 7, units: 7, ratings: 21 },
					{ value: 1 / 6, units: 6, ratings: 18 }
				]);
			});
		});

		describe('rounds', () => {
			it('are compared action by action: classes, verdicts, and the change of alpha', async () => {
				const { look, items, close, openNext, rateAgain } = await aStudyOfChoices(await fresh());
				await close();
				await openNext();
				// Asked again: the first of Card001, the second of Derm002, the third of Card003.
				for (const who of [0, 1, 2]) {
					await rateAgain(who, items[0]!, [5]);
					await rateAgain(who, items[1]!, [6]);
					await rateAgain(who, items[2]!, [5]);
				}
				const after = SCORES.map((table) => table.map((row) => [...row]));
				after[0]![0] = [5, 5, 5];
				after[1]![1] = [6, 6, 6];
				after[2]![2] = [5, 5, 5];
				const found = await look({ round: 'difference' });
				const [before, then] = [sumsOf(SCORES), sumsOf(after)];
				const wanted = byCase.difference(
					before.map((first, at) => ({ first, second: then[at]! })),
					ALPHA
				);
				expectSame(found.figures.alpha, wanted);
				expectSame(found.concordance.change!, wanted);
				expect(found).toMatchObject({ askedAgain: 3, asReleased: false });
				const counts = found.concordance.rounds.map(({ round, actions, classes, ...rest }) => [
					...[round, actions, classes.map(({ count }) => count)],
					...[rest.verdicts.map(({ count }) => count), rest.disagreement.count]
				]);
				expect(counts).toEqual([
					[1, 13, [1, 6, 3, 3], [4, 6, 3], 3],
					['newest', 13, [4, 6, 3, 0], [4, 6, 3], 0]
				]);
				const newest = await look();
				expect(namesOf(newest, 'round')).toHaveLength(3);
				expectSame(newest.figures.alpha, figureOf(after));
				// A round alone is of the cases it asks something of.
				expect((await look({ round: 2 })).cases.of).toBe(3);
				expect((await look({ round: 'difference', from: 2, to: 2 })).view.round).toBe('newest');
			});
		});

		describe('figures', () => {
			it('of scores that are almost all the same say so, with what was given', async () => {
				const same = [1, 2, 3].map(() => Array.from({ length: 4 }, () => [9, 9, 9]));
				same[0]![0] = [9, 9, 8];
				const { app, slug, coordinator } = await aRatedRound(await fresh(), same);
				const { unanimity, figures } = await agreeing.agreement(app, coordinator.actor, slug);
				const share = 35 / 36;
				expect(unanimity).toMatchObject({ category: 9 });
				expect(unanimity!.share).toBeCloseTo(share, 12);
				expect(unanimity!.byChance).toBeCloseTo(share ** 2 + (1 / 36) ** 2, 12);
				expect(unanimity!.shares[7]).toBeCloseTo(1 / 36, 12);
				expect(figures.alpha).toMatchObject({ noInterval: expect.stringContaining('Without one') });
			});

			it('follow a rating at once, say when it was given, and change nothing by being looked at', async () => {
				const { look, app, db, raters, items, having } = await aStudyOfChoices(await fresh());
				expect((await look()).figures.exact).toMatchObject({ pairs: 39 });
				const assignment = await having(raters[0]!, items[0]!);
				app.pass(MINUTE);
				const before = await everything(db);
				await look({ measure: 'ac2', byName: true });
				expect(await everything(db)).toEqual(before);
				await rating.takeBack(app, raters[0]!.actor, assignment.id);
				expect((await look()).figures.exact).toMatchObject({ pairs: 31 });
			});

			it('are an observer’s too, without a name', async () => {
				const { look, db, study, raters } = await aStudyOfChoices(await fresh());
				const observer = await aMember(db, study, 'observer');
				const found = await look({}, observer.actor);
				expectSame(found.figures.alpha, figureOf(SCORES));
				for (const { name } of raters) expect(JSON.stringify(found)).not.toContain(name);
				for (const { actor } of raters) {
					await expect(look({}, actor)).rejects.toMatchObject({ kind: 'forbidden' });
				}
			});
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
