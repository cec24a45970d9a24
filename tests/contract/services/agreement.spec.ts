/** What the page of agreement shows, held against what two other programs give for the same ratings. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import * as importing from '#lib/server/services/importing/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import { onEach } from '../databases.ts';
import { aCase, aMember, anApp, aStudy, START, write } from '../support.ts';

const FIXTURES = 'src/lib/agreement/fixtures';
type Row = Record<string, string>;
type Expected = { value: number; difference: number; se: number; ci95: [number, number] };

const [first, second] = [1, 2].map((round) =>
	Map.groupBy(
		parse(readFileSync(`${FIXTURES}/by_case_12x9_round${round}.csv`, 'utf8'), {
			columns: true
		}) as Row[],
		(row) => row['case']!
	)
) as [Map<string, Row[]>, Map<string, Row[]>];
const { round1: expected, round2_minus_round1: moved } = JSON.parse(
	readFileSync(`${FIXTURES}/by_case_12x9.json`, 'utf8')
) as Record<'round1' | 'round2_minus_round1', Record<string, Expected>>;

/** ratings.csv of these ratings: the units of a case are its actions in their order. */
function ratingsCsv(ofRound: Map<string, Row[]>, round: number): Uint8Array {
	const lines = [...ofRound].flatMap(([id, units]) =>
		units.flatMap((unit, at) =>
			Array.from({ length: 9 }, (_, rater) => [`r${rater + 1}`, unit[`r${rater + 1}`]])
				.filter(([, score]) => score !== '')
				.map(([rater, score]) => `${id},${at + 1},${rater},${score},${round}`)
		)
	);
	return new TextEncoder().encode(['case,action,rater,score,round', ...lines, ''].join('\n'));
}

onEach(
	({ fresh }) => {
		it('is that of other programs, with the intervals by case', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db, { ratersPerCase: 9 });
			const { actor } = await aMember(db, study, 'coordinator');
			for (const [externalId, { length: actions }] of first) {
				await aCase(db, study, { externalId, actions });
			}
			await importing.importRatings(app, actor, study.slug, ratingsCsv(first, 1));
			const { figures, cases } = await agreeing.agreement(app, actor, study.slug, {
				signed: false
			});
			const pairs = [
				[figures.alpha, expected['krippendorff_alpha_ordinal']!],
				[figures.exact, expected['percent_exact']!],
				[figures.within, expected['percent_within_1']!]
			] as const;
			for (const [found, { value, se, ci95 }] of pairs) {
				if (!('value' in found)) throw new Error(found.undefined);
				expect(found.value).toBeCloseTo(value, 9);
				expect(found.se).toBeCloseTo(se, 9);
				expect(found.ci95![0]).toBeCloseTo(ci95[0], 8);
				expect(found.ci95![1]).toBeCloseTo(ci95[1], 8);
				expect(found.cases).toBe(12);
			}
			expect(cases.of).toBe(12);
			const { coefficients } = await agreeing.reportOfStudy(app, actor, study.slug);
			for (const name of ['krippendorff_alpha_nominal', 'gwet_ac1', 'gwet_ac2_quadratic']) {
				expect(coefficients[name]!.value).toBeCloseTo(expected[name]!.value, 9);
			}
		});

		it('of a difference between rounds is that of other programs too', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db, { ratersPerCase: 9 });
			const { actor } = await aMember(db, study, 'coordinator');
			for (const [externalId, { length: actions }] of first) {
				await aCase(db, study, { externalId, actions });
			}
			const next = { studyId: study.id, number: 2, openedAt: START };
			await write(db, (tx) => rounds.open(tx, next));
			await importing.importRatings(app, actor, study.slug, ratingsCsv(first, 1));
			await importing.importRatings(app, actor, study.slug, ratingsCsv(second, 2));
			const look = { round: 'difference', to: 2, signed: false } as const;
			const { figures, concordance } = await agreeing.agreement(app, actor, study.slug, look);
			const pairs = [
				[figures.alpha, moved['krippendorff_alpha_ordinal']!],
				[figures.exact, moved['percent_exact']!],
				[figures.within, moved['percent_within_1']!],
				[concordance.change!, moved['krippendorff_alpha_ordinal']!]
			] as const;
			for (const [found, { difference, ci95 }] of pairs) {
				if (!('value' in found)) throw new Error(found.undefined);
				expect(found.value).toBeCloseTo(difference, 9);
				expect(found.ci95![0]).toBeCloseTo(ci95[0], 8);
				expect(found.ci95![1]).toBeCloseTo(ci95[1], 8);
			}
		});

		it('says why there is none, and lists the cases all the same', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db);
			const { actor } = await aMember(db, study, 'coordinator');
			await aCase(db, study);
			const { figures, cases } = await agreeing.agreement(app, actor, study.slug);
			expect(figures.alpha).toMatchObject({ undefined: 'No unit has two ratings.', cases: 0 });
			expect(cases.rows).toHaveLength(1);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
