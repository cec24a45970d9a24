/** What leaves the page of agreement: tables, charts and the methods, for those who may see them. */
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { AGREEMENT_CHARTS, AGREEMENT_TABLES, METHODS_FILES } from '#lib/domain/agreement-files.ts';
import { GET } from '../../../src/routes/(study)/studies/[study]/agreement/files/[file]/+server.ts';
import { load } from '../../../src/routes/(study)/studies/[study]/agreement/methods/+page.server.ts';
import { onEach } from '../databases.ts';
import { open, type Visit } from '../endpoints/asking.ts';
import { anEvent } from '../endpoints/event.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	aStudy,
	scored,
	type PlacedCase
} from '../support.ts';

/** Scores of three raters for the three actions of each of three cases; the last case is signed by nobody. */
const SCORES = [
	[
		[7, 7, 8],
		[2, 2, 2],
		[9, 5, 1]
	],
	[
		[3, 4, 3],
		[8, 8, 9],
		[6, 6, 6]
	],
	[
		[1, 9, 1],
		[1, 9, 1],
		[1, 9, 1]
	]
];
const SPECIALTIES = ['Card', 'Neph', 'Neph'];

async function aRatedStudy(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db);
	const coordinator = await aMember(db, study, 'coordinator');
	const observer = await aMember(db, study, 'observer');
	const raters = [];
	for (const n of [1, 2, 3])
		raters.push(await aMember(db, study, 'rater', { name: `=Rater ${n}` }));
	for (const [at, scores] of SCORES.entries()) {
		const externalId = `${SPECIALTIES[at]}00${at + 1}`;
		const item: PlacedCase = await aCase(db, study, {
			externalId,
			actions: 3,
			specialty: SPECIALTIES[at]!
		});
		for (const [who, rater] of raters.entries()) {
			const { id } = await anAssignment(db, study, item, rater);
			for (const [action, row] of scores.entries()) {
				const save = aSave(item.actions[action]!.id, 0, scored(row[who]!));
				await rating.saveRating(app, rater.actor, id, save);
			}
			if (at < 2) await rating.submitCase(app, rater.actor, id);
		}
	}
	return { app, study, coordinator, observer, rater: raters[0]! };
}

type Made = Awaited<ReturnType<typeof aRatedStudy>>;

const askedFor = ({ study }: Made, file: string, query: string, as: Visit['as']) => ({
	...{ as, params: { study: study.slug, file } },
	path: `/studies/${study.slug}/agreement/files/${file}${query}`
});

/** A file as text. */
async function take(made: Made, file: string, query = '', as: Visit['as'] = made.coordinator) {
	const { path, ...asked } = askedFor(made, file, query, as);
	const { event } = anEvent(made.app, new Request(`https://primum.test${path}`), asked);
	const answer = await (GET as unknown as (event: unknown) => Promise<Response>)(event);
	expect(answer.headers.get('content-disposition')).toContain(
		`${made.study.slug}-agreement-${file}`
	);
	return answer.text();
}

/** A table as records. */
async function records(made: Made, table: string, query = '', as = made.coordinator) {
	const text = await take(made, `${table}.csv`, query, as);
	return parse(text, { columns: true }) as Record<string, string>[];
}

onEach(
	({ fresh }) => {
		describe('tables of agreement', () => {
			it('have each figure with its error, its interval and what it rests on', async () => {
				const made = await aRatedStudy(await fresh());
				const figures = await records(made, 'figures');
				expect(figures.map(({ figure }) => figure)).toEqual([
					...['alpha', 'ac2', 'exact', 'within', 'discordant']
				]);
				// Pairs that agree of the signed actions: 1/3, 1, 0, 1/3, 1/3 and 1.
				expect(figures[2]).toMatchObject({
					...{ value: '0.5', cases: '2', units: '6', ratings: '18', pairs: '18', note: '' }
				});
				expect(Number(figures[2]!.ci95_low)).toBeLessThan(0.5);
				expect(figures[4]!.note).toContain('Without one of the cases');
				const shares = await records(made, 'shares');
				const counts = shares.map((one) => [one.class, one.count]);
				expect(counts.slice(0, 4)).toEqual([
					['concordance_perfect', '2'],
					['concordance_near_perfect', '3'],
					['concordance_concordant', '0'],
					['concordance_discordant', '1']
				]);
				const scores = await records(made, 'scores');
				expect(scores.find(({ score }) => score === '8')).toMatchObject({
					count: '3',
					ratings: '18'
				});
				expect(await records(made, 'cases')).toHaveLength(3 * 5);
				expect((await records(made, 'slices', '?least=2')).map(({ slice }) => slice)).toEqual(
					expect.arrayContaining(['Cardiology', 'Nephrology', 'Card001'])
				);
			});

			it('count what the rest of the address chooses', async () => {
				const made = await aRatedStudy(await fresh());
				const exact = async (query: string) => (await records(made, 'figures', query))[2]!;
				expect(Number((await exact('?ratings=all')).value)).toBeCloseTo(4 / 9, 12);
				expect(await exact('?specialty=Cardiology')).toMatchObject({ units: '3', cases: '1' });
				const [rater] = await records(made, 'raters', '?ratings=all&specialty=Nephrology');
				expect(rater).toMatchObject({ ratings_given: '6', shared_actions: '6' });
			});

			it('name raters only to a coordinator who asks, and never as a formula', async () => {
				const made = await aRatedStudy(await fresh());
				const names = async (query: string, as = made.coordinator) =>
					(await records(made, 'raters', query, as)).map(({ rater }) => rater!).sort();
				expect(await names('')).toEqual(['R01', 'R02', 'R03']);
				expect(await names('?names=shown')).toEqual(['R01', 'R02', 'R03']);
				await agreeing.showNames(made.app, made.coordinator.actor, made.study.slug);
				expect(await names('')).toEqual(['R01', 'R02', 'R03']);
				expect(await names('?names=shown', made.observer)).toEqual(['R01', 'R02', 'R03']);
				expect(await names('?names=shown')).toEqual(["'=Rater 1", "'=Rater 2", "'=Rater 3"]);
				const raters = await records(made, 'raters', '?names=shown');
				// The first rater less the mean of the others: -0.5, 0, 6, -0.5, -0.5 and 0.
				expect(Number(raters.find(({ rater }) => rater === "'=Rater 1")!.severity)).toBe(0.75);
				const pairs = await records(made, 'pairs');
				expect(pairs).toHaveLength(3);
				expect(pairs[0]).toMatchObject({ figure: 'cohen_kappa_quadratic', units: '6', pairs: '6' });
			});
		});

		describe('charts of agreement', () => {
			it('stand by themselves, with what they show and rest on', async () => {
				const made = await aRatedStudy(await fresh());
				const forest = await take(made, 'forest.svg', '?least=2&measure=exact');
				expect(forest).toContain('Same score, of pairs, where it is low');
				expect(forest).toContain('50.0%');
				expect(forest).not.toMatch(/<a |href/);
				for (const chart of AGREEMENT_CHARTS) {
					const svg = await take(made, `${chart}.svg`, '', made.observer);
					expect(svg).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns=/);
					expect(svg, chart).not.toMatch(/var\(|<!--|undefined|NaN/);
					expect(svg, chart).toContain('newest signed score of each rater');
				}
				const concordance = await take(made, 'concordance.svg');
				expect(concordance).toContain('discordant (3 or more)');
				expect(await take(made, 'scores.svg')).toContain('18 scores');
			});

			it('are drawn of a study in which nobody has rated', async () => {
				const db = await fresh();
				const study = await aStudy(db);
				const coordinator = await aMember(db, study, 'coordinator');
				await aCase(db, study);
				const made = { ...(await aRatedStudy(db)), study, coordinator };
				for (const chart of AGREEMENT_CHARTS) {
					expect(await take(made, `${chart}.svg`), chart).not.toMatch(/NaN|undefined|Infinity/);
				}
				for (const table of AGREEMENT_TABLES) {
					expect(await take(made, `${table}.csv`), table).not.toMatch(/NaN|Infinity/);
				}
			});
		});

		describe('methods', () => {
			it('know what was signed and what is not, and leave as Markdown and CSV', async () => {
				const made = await aRatedStudy(await fresh());
				const { body } = await open(made.app, load as never, {
					...{ as: made.observer, params: { study: made.study.slug } },
					path: `/studies/${made.study.slug}/agreement/methods`
				});
				expect(body).toMatchObject({
					facts: {
						...{ cases: 3, actions: 9, k: 3, ruled: 0, plans: [] },
						raters: { invited: 3, rated: 3, imported: 0 },
						rounds: [{ number: 1, raters: 3, scores: 18, unsigned: 9, unanswered: 0 }],
						specialties: [
							{ name: 'Nephrology', cases: 2 },
							{ name: 'Cardiology', cases: 1 }
						]
					}
				});
				expect(await take(made, 'methods.md', '', made.observer)).toContain(
					'18 signed scores of 3 raters'
				);
				const sheet = await records(made, 'grras');
				expect(sheet).toHaveLength(15);
				expect(sheet[8]!.this_study).toContain('worked alone');
			});
		});

		it('is nothing for strangers and raters, and a file that is not there is none', async () => {
			const made = await aRatedStudy(await fresh());
			const status = async (file: string, as: Visit['as']) => {
				const { path, ...asked } = askedFor(made, file, '', as);
				return (await open(made.app, GET as never, { ...asked, path })).status;
			};
			const files = [
				...AGREEMENT_TABLES.map((one) => `${one}.csv`),
				...AGREEMENT_CHARTS.map((one) => `${one}.svg`),
				...METHODS_FILES
			];
			for (const file of files) {
				expect(await status(file, made.rater), file).toBe(403);
				expect(await status(file, undefined), file).toBe(303);
			}
			expect(await status('everything.csv', made.coordinator)).toBe(404);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
