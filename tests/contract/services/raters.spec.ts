/** What the page of raters shows, held against other programs and against what is counted by hand. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { FIRST_VIEW } from '#lib/domain/agreement-view.ts';
import type { Actor } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as studies from '#lib/server/store/studies.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	aStudy,
	everyRow,
	HOUR,
	scored,
	write,
	type TestApp
} from '../support.ts';

const FIXTURES = 'src/lib/agreement/fixtures';
const csv = (name: string) =>
	parse(readFileSync(`${FIXTURES}/${name}.csv`, 'utf8'), { columns: true }) as Record<
		string,
		string
	>[];
const json = (name: string) => JSON.parse(readFileSync(`${FIXTURES}/${name}.json`, 'utf8'));

/** Every rating, signed or not: what was imported is not signed. */
const ALL = { ...FIRST_VIEW, signed: false };

const aLook = (look: Partial<agreeing.RaterLook> = {}): agreeing.RaterLook => ({
	...{ view: ALL, names: false, limit: 75, part: 1, page: 1 },
	...{ table: 'raters' as const, raterOrder: null, pairOrder: null },
	...look
});

/** A study with the ratings of a table: columns r1, r2, ..., the case of each row as it is told. */
async function aStudyOf(
	db: Database,
	rows: readonly Record<string, string>[],
	caseOf: (row: Record<string, string>, at: number) => string
) {
	const raters = Object.keys(rows[0]!).filter((name) => /^r\d$/.test(name));
	const byCase = Map.groupBy(
		rows.map((row, at) => ({ row, id: caseOf(row, at) })),
		({ id }) => id
	);
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: raters.length });
	const { actor } = await aMember(db, study, 'coordinator');
	const lines = ['case,action,rater,score'];
	for (const [externalId, of] of byCase) {
		await aCase(db, study, { externalId, actions: of.length });
		of.forEach(({ row }, at) => {
			for (const name of raters) {
				if (row[name] !== '') lines.push(`${externalId},${at + 1},${name},${row[name]}`);
			}
		});
	}
	const file = new TextEncoder().encode(`${lines.join('\n')}\n`);
	await importing.importRatings(app, actor, study.slug, file);
	return { app, actor, slug: study.slug, study };
}

/** Two raters of two cases, who have signed these scores; the second is mild. */
async function aSmallStudy(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 2 });
	const coordinator = await aMember(db, study, 'coordinator');
	const raters = [
		await aMember(db, study, 'rater', { name: 'Ada Canary' }),
		await aMember(db, study, 'rater', { name: 'Ben Canary' })
	];
	const scores = [
		[
			[1, 5, 9],
			[2, 7, 9]
		],
		[
			[4, 5],
			[5, 5]
		]
	];
	for (const [at, of] of scores.entries()) {
		const item = await aCase(db, study, { externalId: `Card00${at + 1}`, actions: of[0]!.length });
		for (const [who, given] of of.entries()) {
			const { id } = await anAssignment(db, study, item, raters[who]!);
			for (const [action, score] of given.entries()) {
				const save = { ...aSave(item.actions[action]!.id, 0, scored(score)) };
				// Two seconds for the first action, four for the second, and so on; Ben takes twice as long.
				save.activeMs = 2000 * (action + 1) * (who + 1);
				await rating.saveRating(app, raters[who]!.actor, id, save);
			}
			if (at === 0) await rating.submitCase(app, raters[who]!.actor, id);
		}
	}
	return { app, study, slug: study.slug, coordinator, raters };
}

/** Waits until nothing is computed any more. */
async function computed(app: TestApp, actor: Actor, slug: string) {
	for (;;) {
		const { variance } = await agreeing.raters(app, actor, slug, aLook());
		if (variance.since === null) return variance;
		await new Promise((resolve) => setImmediate(resolve));
	}
}

onEach(
	({ fresh }) => {
		it('has the kappas of other programs, and what each rests on', async () => {
			const rows = csv('synthetic_200x3');
			const expected = json('expected').datasets.synthetic_200x3;
			const of = await aStudyOf(await fresh(), rows, (_, at) => `Card${100 + (at % 8)}`);
			const found = await agreeing.raters(of.app, of.actor, of.slug, aLook({ table: 'pairs' }));
			const kappas = found.pairRows!.rows.map(({ kappa }) =>
				'value' in kappa ? kappa.value : NaN
			);
			const wanted = ['r1_r3', 'r2_r3', 'r1_r2'].map(
				(pair) => expected[`cohen_kappa_quadratic_${pair}`].value as number
			);
			kappas.forEach((kappa, at) => expect(kappa).toBeCloseTo(wanted[at]!, 9));
			const shared = rows.filter((row) => row['r1'] !== '' && row['r3'] !== '').length;
			expect(found.pairRows!.rows[0]).toMatchObject({ cases: 8, kappa: { units: shared } });
			expect(found.matrix.cells.map(([, , value]) => value).sort()).toEqual([86, 86, 88]);
			expect(found.low).toMatchObject({ low: 0, of: 3 });
			const alpha =
				expected.krippendorff_alpha_ordinal__cats1to9 ?? expected.krippendorff_alpha_ordinal;
			expect(found.all.alpha).toMatchObject({ value: expect.closeTo(alpha.value, 9) });
		});

		it('has the parts of the variance of lme4, once they are asked for', async () => {
			const rows = csv('by_case_12x9_round1');
			const { variance: expected, dependability, tolerance } = json('variance_by_case_12x9');
			const { app, actor, slug } = await aStudyOf(await fresh(), rows, (row) => row['case']!);
			const before = await agreeing.raters(app, actor, slug, aLook());
			expect(before.variance).toEqual({ since: null, ended: null, found: null });
			await agreeing.computeVariance(app, actor, slug, ALL);
			const { found, ended } = await computed(app, actor, slug);
			if (found === null || !('parts' in found.of)) throw new Error('Nothing was found.');
			expect(ended).toBeNull();
			expect(found.isCurrent).toBe(true);
			const { parts } = found.of;
			const wanted = {
				case: expected.case,
				action: expected['case:action'],
				rater: expected.rater,
				raterInCase: expected['rater:case'],
				rest: expected.residual
			};
			for (const [name, value] of Object.entries(wanted)) {
				expect(Math.abs(parts[name as keyof typeof parts] - value), name).toBeLessThan(tolerance);
			}
			for (const [raters, value] of Object.entries<number>(dependability)) {
				const told = found.of.dependability[Number(raters) - 1];
				if (told !== undefined) expect(Math.abs(told - value)).toBeLessThan(tolerance);
			}
			expect(found.of).toMatchObject({ cases: 12, raters: 9, ratings: 851, units: 296 });
			expect(found.of.needed[0]).toEqual({ of: 0.8, raters: 1 });
		});

		it('can be stopped, and says so; computed again it is there', async () => {
			const rows = csv('by_case_12x9_round1');
			const { app, actor, slug } = await aStudyOf(await fresh(), rows, (row) => row['case']!);
			const { crew } = app;
			let go = () => {};
			const isTold = new Promise<void>((resolve) => (go = resolve));
			// The crew has its hands full until it is told to go.
			app.crew = {
				...crew,
				ask: async (task, given, on) => {
					if (task.name === 'agreeing.variance') await isTold;
					return crew.ask(task, given, on);
				}
			};
			await agreeing.computeVariance(app, actor, slug, ALL);
			expect(await agreeing.stopVariance(app, actor, slug, ALL)).toBe(true);
			go();
			expect(await computed(app, actor, slug)).toMatchObject({ ended: 'stopped', found: null });
			expect(await agreeing.stopVariance(app, actor, slug, ALL)).toBe(false);
			await agreeing.computeVariance(app, actor, slug, ALL);
			expect(await computed(app, actor, slug)).toMatchObject({
				ended: null,
				found: { isCurrent: true }
			});
		});

		it('says how each rater rates: difference, use of the scale, time, and α without', async () => {
			const { app, slug, coordinator, raters } = await aSmallStudy(await fresh());
			const { actor } = coordinator;
			const { raterRows, all } = await agreeing.raters(app, actor, slug, aLook());
			// Ada less Ben: -1, -2, 0 and -1, 0.
			expect(raterRows!.rows.map(({ severity }) => severity).sort()).toEqual([-0.8, 0.8]);
			const ada = raterRows!.rows.find(({ severity }) => severity! < 0)!;
			expect(ada).toMatchObject({
				...{ ratings: 5, shared: 5, cases: 2, cannotRate: 0 },
				...{ ends: 2 / 5, middle: 2 / 5, name: null },
				// 2, 4, 6 and 2, 4.
				seconds: 4,
				alphaWithout: { undefined: 'No unit has two ratings.' }
			});
			// 2, 4, 6, 2, 4 and twice these: 2 2 4 4 4 4 6 8 8 12.
			expect(all).toMatchObject({
				raters: 2,
				ratings: 10,
				seconds: 4,
				ends: 3 / 10,
				middle: 4 / 10
			});
			const signed = { ...ALL, signed: true };
			const first = await agreeing.raters(app, actor, slug, aLook({ view: signed }));
			// -1, -2, 0 of the case that is signed.
			expect(first.raterRows!.rows.map(({ severity, cases }) => [severity, cases]).sort()).toEqual([
				[-1, 1],
				[1, 1]
			]);
			expect(first.matrix.cells).toEqual([[1, 0, null, 3]]);
			await rating.reopenCase(
				app,
				actor,
				slug,
				(await everyRow(app.db, (t) => t.assignments)).find(
					({ memberId }) => memberId === raters[0]!.memberId
				)!.id,
				'Look again.'
			);
			const less = await agreeing.raters(app, actor, slug, aLook({ view: signed }));
			expect(less.raterRows!.rows).toMatchObject([{ severity: undefined, shared: 0 }]);
		});

		describe('names', () => {
			it('are shown to who runs the study and asked for them, for an hour, which is on record', async () => {
				const db = await fresh();
				const { app, slug, coordinator, study } = await aSmallStudy(db);
				const { actor } = coordinator;
				const look = async (names: boolean, as = actor) =>
					JSON.stringify(await agreeing.raters(app, as, slug, aLook({ names })));
				expect(await look(true)).not.toContain('Canary');
				await agreeing.showNames(app, actor, slug);
				expect(await look(true)).toContain('Ada Canary');
				expect(await look(false)).not.toContain('Canary');
				const other = await aMember(db, study, 'coordinator');
				expect(await look(true, other.actor)).not.toContain('Canary');
				app.pass(HOUR);
				expect(await look(true)).not.toContain('Canary');
				const lines = (await everyRow(db, (t) => t.auditEvents)).filter(
					({ what }) => what === 'raters.named'
				);
				expect(lines).toMatchObject([{ userId: actor.id, studyId: study.id }]);
			});

			it('are nothing for an observer, who sees pseudonyms, nor for a rater', async () => {
				const db = await fresh();
				const { app, slug, study, raters } = await aSmallStudy(db);
				const { actor } = await aMember(db, study, 'observer');
				const forbidden = { kind: 'forbidden' };
				await expect(agreeing.showNames(app, actor, slug)).rejects.toMatchObject(forbidden);
				const seen = await agreeing.raters(app, actor, slug, aLook({ names: true }));
				expect(JSON.stringify(seen)).not.toContain('Canary');
				expect(seen.raterRows!.rows.map(({ label }) => label).sort()).toEqual(['R01', 'R02']);
				expect(seen.mayName).toBe(false);
				await expect(agreeing.computeVariance(app, actor, slug, ALL)).rejects.toMatchObject(
					forbidden
				);
				await expect(agreeing.raters(app, raters[0]!.actor, slug, aLook())).rejects.toMatchObject(
					forbidden
				);
			});
		});

		it('puts generalists last and each rater with the pool of their own', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db, { ratersPerCase: 2 });
			const { actor } = await aMember(db, study, 'coordinator');
			await write(db, (tx) => studies.update(tx, study, { generalists: ['IM'] }));
			const item = await aCase(db, study, { externalId: 'Neph001', specialty: 'Neph', actions: 1 });
			for (const specialties of [['Card', 'IM'], ['Card', 'Neph'], ['Card']]) {
				const rater = await aMember(db, study, 'rater', { specialties });
				const { id } = await anAssignment(db, study, item, rater);
				const save = aSave(item.actions[0]!.id, 0, scored(5));
				await rating.saveRating(app, rater.actor, id, save);
			}
			const { matrix } = await agreeing.raters(app, actor, study.slug, aLook());
			expect(matrix.raters.rows.map(({ pool }) => pool)).toEqual([
				'Cardiology',
				'Nephrology',
				'Internal medicine'
			]);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
