/** What is counted of rounds: response, movement, what is resolved; and the first round as it was. */
import { describe, expect, it } from 'vitest';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { onEach } from '../databases.ts';
import { aMember, DAY, START } from '../support.ts';
import { aRatedRound } from './rounds-support.ts';

onEach(
	({ fresh }) => {
		describe('the rounds of a study', () => {
			it('are each looked at with response, movement and what the rule resolves', async () => {
				const at = await aRatedRound(await fresh());
				const { app, slug, raters, items, coordinator, close, openNext, rateAgain, overview } = at;
				expect(await overview()).toMatchObject([
					{
						...{ number: 1, asksAll: true, actions: 5, cases: 2, resolved: 3, movement: null },
						response: { cases: 6, signed: 6, answered: 15, asked: 15, raters: 3, begun: 3 },
						...{ notBegun: { of: 0, some: [] }, unsigned: { of: 0, some: [] } }
					}
				]);
				await close();
				await openNext({ dueAt: START + DAY });
				const none = { cases: 2, signed: 0, answered: 0, asked: 2 };
				const people = raters.map(({ memberId, name }) => ({ memberId, name, ...none }));
				expect((await overview())[0]).toMatchObject({
					...{ number: 2, asksAll: false, actions: 2, cases: 2, resolved: 0 },
					...{ dueAt: START + DAY, lockedAt: null },
					response: { cases: 6, signed: 0, answered: 0, asked: 6, raters: 3, begun: 0 },
					...{ notBegun: { of: 3, some: people }, unsigned: { of: 3, some: people } },
					movement: { answers: 0, zones: 0, kept: 0, toward: 0, away: 0, neither: 0 }
				});

				// Card001, action 1, about a median of 5: two move toward it, each into another zone, and one is kept.
				await rateAgain(0, items[0]!, [4]);
				await rateAgain(1, items[0]!, [5]);
				await rateAgain(2, items[0]!, [6]);
				// Derm002, action 2, about a median of 6: away from it into another zone, and away within one.
				await rateAgain(1, items[1]!, [3]);
				await rateAgain(2, items[1]!, [9]);
				const [second, first] = await overview();
				expect(second).toMatchObject({
					response: { cases: 6, signed: 5, answered: 5, asked: 6, raters: 3, begun: 3 },
					...{ notBegun: { of: 0 }, unsigned: { of: 1, some: [{ name: raters[0]!.name }] } },
					movement: { answers: 5, zones: 3, kept: 1, toward: 2, away: 2, neither: 0 },
					// 4, 5, 6 lie within the band; 2, 3, 9 do not.
					resolved: 1
				});
				expect(first).toMatchObject({ number: 1, resolved: 3, response: { signed: 6 } });

				const { actor } = coordinator;
				const sought = { outcome: null, specialty: null, find: '' };
				const list = (more: object) =>
					rounds.actionList(app, actor, slug, { ...sought, page: 1, ...more });
				expect(await list({})).toMatchObject({
					counts: { apart: 1, few: 0, settled: 4, ruled: 0, all: 5 },
					specialties: ['Cardiology', 'Dermatology'],
					actions: {
						of: 5,
						rows: [
							{ externalId: 'Card001', number: 1, scores: [4, 5, 6], outcome: 'settled' },
							{ externalId: 'Card001', number: 2, scores: [7, 7, 8], text: 'Action 2' },
							{ number: 3 },
							{ externalId: 'Derm002', number: 1 },
							{ number: 2, scores: [2, 3, 9], outcome: 'apart' }
						]
					}
				});
				expect((await list({ find: 'derm002 2' })).actions.rows).toMatchObject([{ number: 2 }]);
				expect((await list({ find: 'CARD001' })).actions.of).toBe(3);
				expect((await list({ find: '100%' })).actions.of).toBe(0);
				expect((await list({ find: 'ction 1' })).actions.of).toBe(2);
				expect((await list({ specialty: 'Dermatology', outcome: 'settled' })).actions.of).toBe(1);
				expect(await rounds.actionIds(app, actor, slug, { ...sought, outcome: 'apart' })).toEqual([
					items[1]!.actions[1]!.id
				]);
			});

			it('hold a moved answer against what was signed in any round before', async () => {
				const at = await aRatedRound(await fresh(), [[[1, 5, 9]]]);
				const { items, close, openNext, rateAgain, overview } = at;
				await close();
				await openNext();
				await rateAgain(0, items[0]!, [8]);
				await rateAgain(1, items[0]!, [8]);
				// The third rater does not sign: 9 of the first round stands.
				await close();
				await openNext({ chosen: 'hand', actionIds: [items[0]!.actions[0]!.id] });
				await rateAgain(0, items[0]!, [9]);
				await rateAgain(2, items[0]!, [8]);
				expect(await overview()).toMatchObject([
					// About a median of 8, of 8, 8 and 9.
					{
						number: 3,
						movement: { answers: 2, zones: 0, kept: 0, toward: 1, away: 1, neither: 0 }
					},
					// About a median of 5, of 1, 5 and 9: 1 to 8 is nearer, 5 to 8 is farther.
					{
						number: 2,
						movement: { answers: 2, zones: 2, kept: 0, toward: 1, away: 1, neither: 0 }
					},
					{ number: 1, movement: null }
				]);
			});

			it('are shown to an observer without a name', async () => {
				const at = await aRatedRound(await fresh());
				const { app, db, study, slug, raters, close, openNext } = at;
				await close();
				await openNext();
				const observer = await aMember(db, study, 'observer');
				const look = await rounds.overview(app, observer.actor, slug);
				expect(look.rounds[0]).toMatchObject({ notBegun: { of: 3, some: [] } });
				for (const { name } of raters) expect(JSON.stringify(look)).not.toContain(name);
			});
		});

		it('leave the first round byte for byte as it was, in agreement and in exports', async () => {
			const at = await aRatedRound(await fresh());
			const { app, slug, items, coordinator, close, openNext, rateAgain } = at;
			const { actor } = coordinator;
			await close();
			const texts = async (round: number | null) => {
				const found: Record<string, string> = {};
				for (const format of ['csv', 'jsonl', 'kit'] as const) {
					const files = await releasing.exportStudy(app, actor, slug, format, round);
					for (const [path, bytes] of files) {
						// A story goes through all rounds: the files of one round hold none.
						if (path.startsWith('stories.')) continue;
						found[`${format}/${path}`] = Buffer.from(bytes).toString('base64');
					}
				}
				return found;
			};
			const looks = async (round: number | null) => {
				const { figures, cases } = await agreeing.agreement(app, actor, slug, {
					round: round ?? 'newest'
				});
				return JSON.stringify([
					figures,
					cases,
					await agreeing.reportOfStudy(app, actor, slug, { round })
				]);
			};
			const before = { files: await texts(null), looks: await looks(null) };
			await openNext();
			for (const who of [0, 1, 2]) {
				await rateAgain(who, items[0]!, [5]);
				await rateAgain(who, items[1]!, [5]);
			}
			expect(await texts(1)).toEqual(before.files);
			expect(await looks(1)).toBe(before.looks);
			expect(await looks(null)).not.toBe(before.looks);

			// Everything that was ever rated stands in the ratings, and the lines of the first round as they were.
			const lines = async (round: number | null) => {
				const files = await releasing.exportStudy(app, actor, slug, 'csv', round);
				return Buffer.from(files.get('ratings.csv')!).toString().trim().split('\n').slice(1);
			};
			const all = await lines(null);
			expect(all).toHaveLength(15 + 6);
			const first = Buffer.from(before.files['csv/ratings.csv']!, 'base64').toString();
			expect(all.filter((line) => first.includes(`${line}\n`))).toHaveLength(15);
			expect(await lines(2)).toHaveLength(6);
			// Final scores and the matrix take the newest answer of each.
			const files = await releasing.exportStudy(app, actor, slug, 'csv');
			const matrix = Buffer.from(files.get('matrix.csv')!).toString().split('\n');
			expect(matrix).toContain('Card001#1,5,5,5');
			expect(matrix).toContain('Card001#2,7,7,8');
			const final = Buffer.from(files.get('final.csv')!).toString().split('\n');
			expect(final.find((line) => line.startsWith('Card001,1,'))).toContain('5,unanimous');

			const second = await agreeing.agreement(app, actor, slug, { round: 2 });
			expect(second).toMatchObject({
				...{ view: { round: 2 }, rounds: [1, 2], cases: { of: 2 } }
			});
			expect(second.figures.exact).toMatchObject({ value: 1, units: 2, ratings: 6 });
			expect(await agreeing.agreement(app, actor, slug, { round: 9 })).toMatchObject({
				view: { round: 'newest' }
			});
			await expect(agreeing.reportOfStudy(app, actor, slug, { round: 9 })).rejects.toMatchObject({
				...{ kind: 'missing', message: 'This study has no round 9.' }
			});
			await expect(releasing.exportStudy(app, actor, slug, 'csv', 9)).rejects.toMatchObject({
				kind: 'missing'
			});
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
