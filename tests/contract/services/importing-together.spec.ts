/** An import is one of many things that go on: others look, save, import and end it meanwhile. */
import { describe, expect, it } from 'vitest';
import type { App } from '#lib/server/app.ts';
import { atomically } from '#lib/server/db/atomically.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { importCases, importRatings } from '#lib/server/services/importing/index.ts';
import { saveRating } from '#lib/server/services/rating/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as heads from '#lib/server/store/case-heads.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as imports from '#lib/server/store/imports.ts';
import * as members from '#lib/server/store/members.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as specialties from '#lib/server/store/specialties.ts';
import * as stagedRatings from '#lib/server/store/staged-ratings.ts';
import { onEach, sql } from '../databases.ts';
import { held } from '../held.ts';
import {
	aMember,
	anApp,
	anAssignment,
	aSave,
	ask,
	MINUTE,
	NOBODY,
	refusals,
	scored,
	START,
	write
} from '../support.ts';
import { anEmptyStudy, leftovers, manyCases, manyRatings, refusal } from './importing-support.ts';

const CASES = 30;
const RATERS = ['North', 'South'];

/** More ratings than one change brings in. */
const file = () => manyRatings(RATERS, CASES);

async function aStudyWithMany(db: Database) {
	const empty = await anEmptyStudy(db);
	const { app, actor, slug } = empty;
	await importCases(app, actor, slug, manyCases(CASES));
	return empty;
}

/** Everything a study shows of what an import brings. */
async function shown(db: Database, study: { id: number; round: { id: number } }) {
	return {
		cases: (await ask(db, heads.allSummaries, { studyId: study.id })).length,
		places: (await ask(db, cases.places, { studyId: study.id })).length,
		members: (await ask(db, members.ofStudy, { studyId: study.id })).length,
		assignments: (await ask(db, assignments.ofRound, { roundId: study.round.id })).length,
		ratings: (await ask(db, ratings.ofStudy, { studyId: study.id })).length,
		history: Number((await sql(db, 'select count(*) as n from revisions'))[0]!.n),
		trail: Number(
			(await sql(db, "select count(*) as n from audit_events where what like '%.imported'"))[0]!.n
		),
		specialties: (await ask(db, specialties.list)).map(({ code }) => code)
	};
}

const kinds = ['cases', 'ratings'] as const;

/** A study into which something larger than one change can be imported. */
async function ready(db: Database, kind: (typeof kinds)[number]) {
	const place = kind === 'cases' ? await anEmptyStudy(db) : await aStudyWithMany(db);
	const { app, actor, slug } = place;
	type Options = NonNullable<Parameters<typeof importRatings>[4]> & { app?: App };
	return {
		...place,
		start: ({ app: of = app, ...options }: Options = {}) =>
			kind === 'cases'
				? importCases(of, actor, slug, manyCases(CASES), options)
				: importRatings(of, actor, slug, file(), options)
	};
}

onEach(({ name, fresh, again }) => {
	describe.each(kinds)('importing %s', (kind) => {
		it('shows nothing before the end, then all', async () => {
			const db = await fresh();
			const { study, start } = await ready(db, kind);
			const before = await shown(db, study);
			const looks: Promise<unknown>[] = [];
			const steps: number[] = [];
			await start({
				course: {
					onProgress: ({ done, of }) => {
						steps.push(done / of);
						if (looks.length === 0) looks.push(shown(db, study));
					}
				}
			});
			expect(steps.length).toBeGreaterThan(2);
			expect(steps).toEqual(steps.toSorted((a, b) => a - b));
			expect(steps.at(-1)).toBe(1);
			// On PostgreSQL the end may have overtaken the look; a dead import's rows are looked at below.
			const look = await looks[0];
			if (name !== 'PostgreSQL 18') {
				expect(look).toEqual({ ...before, specialties: expect.anything() });
			}
			const after = await shown(db, study);
			expect(after.trail).toBe(before.trail + 1);
			if (kind === 'cases') expect(after).toMatchObject({ cases: CASES, places: CASES * 20 });
			else {
				const all = CASES * 20 * RATERS.length;
				expect(after).toMatchObject({
					members: before.members + RATERS.length,
					assignments: CASES * RATERS.length,
					ratings: all,
					history: all
				});
			}
			expect(await leftovers(db)).toBe(0);
		});

		it('leaves nothing where it is stopped', async () => {
			const db = await fresh();
			const { study, start } = await ready(db, kind);
			const before = await shown(db, study);
			const stop = new AbortController();
			const reason = new Error('Nobody wants it any more.');
			const stopped = start({
				course: { onProgress: () => stop.abort(reason), signal: stop.signal }
			});
			await expect(stopped).rejects.toBe(reason);
			expect(await shown(db, study)).toEqual(before);
			expect(await leftovers(db)).toBe(0);
			expect(await start()).toMatchObject({ applied: true });
		});

		it('leaves nothing where its last change fails', async () => {
			const db = await fresh();
			const { study, start, actor } = await ready(db, kind);
			const before = await shown(db, study);
			// Whoever imports is no longer a coordinator when it comes to the last change.
			let left: Promise<unknown> = Promise.resolve();
			const failed = start({
				course: {
					onProgress: () => {
						left = sql(db, `update members set role = 'adjudicator' where user_id = ${actor.id}`);
					}
				}
			});
			expect((await refusal(failed)).kind).toBe('forbidden');
			await left;
			expect(await shown(db, study)).toEqual(before);
			expect(await leftovers(db)).toBe(0);
		});

		it('goes on only while it is not taken for dead', async () => {
			const db = await fresh();
			const { study, start } = await ready(db, kind);
			const before = await shown(db, study);
			const ended: Promise<unknown>[] = [];
			const overtaken = start({
				course: {
					onProgress: () => {
						if (ended.length === 0) ended.push(sql(db, 'update imports set lease_until = 0'));
					}
				}
			});
			expect((await refusal(overtaken)).kind).toBe('conflict');
			await Promise.all(ended);
			expect(await shown(db, study)).toEqual(before);
			expect(await leftovers(db)).toBe(0);
		});

		it('waits for nobody who is gone, and throws away what such an import has left', async () => {
			const db = await fresh();
			const { app, study, start } = await ready(db, kind);
			const before = await shown(db, study);
			await write(db, function* (tx) {
				yield* imports.begin(tx, {
					id: 'gone',
					studyId: study.id,
					digest: null,
					leaseUntil: START + MINUTE
				});
				yield* specialties.ensure(tx, ['Alchemy']);
				yield* cases.insertCase(tx, {
					studyId: study.id,
					externalId: 'Gone001',
					position: 99,
					specialty: 'Alchemy',
					presentation: 'Gold?',
					stagedBy: 'gone'
				});
				const rating = { score: 5 as const, cannotRate: null, comment: '', flags: [] };
				yield* stagedRatings.stage(tx, 'gone', [
					{
						assignment: { caseId: 1, roundId: study.round.id, rater: 'Ghost' },
						ratings: [{ ...rating, actionId: 1, line: 2, activeMs: 0, ratedAt: START, new: rating }]
					}
				]);
			});
			expect(await shown(db, study)).toEqual({ ...before, specialties: expect.anything() });
			expect(await refusal(start())).toMatchObject({
				kind: 'conflict',
				message: expect.stringContaining('Another import into this study is under way')
			});
			app.pass(2 * MINUTE);
			expect(await start()).toMatchObject({ applied: true });
			expect(await leftovers(db)).toBe(0);
			expect(await shown(db, study)).toMatchObject({ specialties: ['Card'] });
			const everyone = await ask(db, members.ofStudy, { studyId: study.id });
			expect(everyone.map((member) => member.name)).not.toContain('Ghost');
		});

		it('is done once where two ask for it at once', async () => {
			const db = await fresh();
			const { study, start } = await ready(db, kind);
			const before = await shown(db, study);
			// Whoever comes late is refused, or finds it done.
			const outcomes = await Promise.allSettled([start(), start()]);
			const applied = outcomes.map((outcome) =>
				outcome.status === 'fulfilled' ? outcome.value.applied : outcome.reason
			);
			expect(applied.filter((done) => done === true)).toHaveLength(1);
			const other = applied.find((done) => done !== true);
			if (other !== false) expect(other).toMatchObject({ kind: 'conflict' });
			const after = await shown(db, study);
			if (kind === 'ratings') {
				expect(after.members).toBe(before.members + RATERS.length);
				expect(after.ratings).toBe(CASES * 20 * RATERS.length);
			} else expect(after.cases).toBe(CASES);
			expect(await start()).toMatchObject({ applied: false });
		});

		it('is refused as long as another goes on, however slow that is', async () => {
			const db = await fresh();
			const { start } = await ready(db, kind);
			const begun = Promise.withResolvers<void>();
			const told = Promise.withResolvers<void>();
			let waits: Promise<void> | null = null;
			const slow = start({
				app: anApp(held(db, () => waits)),
				course: {
					onProgress: () => {
						waits ??= told.promise;
						begun.resolve();
					}
				}
			});
			await begun.promise;
			expect(await refusal(start())).toMatchObject({ kind: 'conflict' });
			told.resolve();
			expect(await slow).toMatchObject({ applied: true });
		});
	});

	it('two processes that import the same ratings make every rater once', async () => {
		if (name === 'SQLite in memory') return;
		const db = await fresh();
		const { app, study, actor, slug } = await aStudyWithMany(db);
		const other = anApp(again(db));
		const outcomes = await Promise.allSettled(
			[app, other].map((each) => importRatings(each, actor, slug, file()))
		);
		// On SQLite the other process may also have met the lock of a write, and was told to come again.
		const done = outcomes.filter(({ status }) => status === 'fulfilled');
		expect(done).toHaveLength(1);
		const everyone = await ask(db, members.ofStudy, { studyId: study.id });
		expect(
			everyone
				.map((member) => member.name)
				.slice(1)
				.sort()
		).toEqual(RATERS);
		expect(await importRatings(other, actor, slug, file())).toMatchObject({ applied: false });
	});

	it('imports into two studies go on side by side', async () => {
		const db = await fresh();
		const [one, two] = [await aStudyWithMany(db), await aStudyWithMany(db)];
		const outcomes = await Promise.all(
			[one, two].map(({ app, actor, slug }) => importRatings(app, actor, slug, file()))
		);
		expect(outcomes).toMatchObject([{ applied: true }, { applied: true }]);
		for (const { study } of [one, two]) {
			expect(await ask(db, members.ofStudy, { studyId: study.id })).toHaveLength(3);
		}
	});

	it('a rater saves all the while', async () => {
		const db = await fresh();
		const { app, study, actor, slug } = await aStudyWithMany(db);
		const rater = await aMember(db, study, 'rater');
		const item = await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'Card001' });
		const assignment = await anAssignment(db, study, item!, rater);
		const [action] = await ask(db, cases.actions, { caseId: item!.id });
		let under = true;
		let slices = 0;
		const importing = importRatings(app, actor, slug, file(), {
			course: { onProgress: () => (slices += 1) }
		}).finally(() => (under = false));
		/** How many slices each save came after. */
		const saves: number[] = [];
		for (let version = 0; under; version += 1) {
			const score = (version % 9) + 1;
			await saveRating(app, rater.actor, assignment.id, aSave(action!.id, version, scored(score)));
			saves.push(slices);
		}
		await importing;
		// Between any two changes of the import there was room for a save.
		expect(slices).toBeGreaterThan(4);
		expect(new Set(saves).size).toBeGreaterThan(slices / 2);
	});

	it('a round that is locked meanwhile takes no ratings', async () => {
		// On PostgreSQL the lock and the last change race, and either may be first.
		if (name === 'PostgreSQL 18') return;
		const db = await fresh();
		const { app, study, actor, slug } = await aStudyWithMany(db);
		let locking: Promise<unknown> = Promise.resolve();
		const onProgress = () => {
			locking = write(db, (tx) => rounds.update(tx, study.round, { closedAt: START }));
		};
		const importing = importRatings(app, actor, slug, file(), { course: { onProgress } });
		expect(await refusals(importing)).toEqual(['conflict']);
		await locking;
		expect(await shown(db, study)).toMatchObject({ members: 1, ratings: 0, history: 0 });
	});

	it('a case that is for qualification meanwhile takes no ratings', async () => {
		if (name === 'PostgreSQL 18') return;
		const db = await fresh();
		const { app, study, actor, slug } = await aStudyWithMany(db);
		const item = await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'Card001' });
		const onProgress = () => void write(db, (tx) => cases.updateCase(tx, item!.id, { gold: true }));
		const importing = importRatings(app, actor, slug, file(), { course: { onProgress } });
		expect(await refusals(importing)).toEqual(['conflict']);
		expect(await shown(db, study)).toMatchObject({ members: 1, ratings: 0, history: 0 });
	});

	it('a name that belongs to someone who signs in meanwhile takes no ratings', async () => {
		if (name === 'PostgreSQL 18') return;
		const db = await fresh();
		const { app, study, actor, slug } = await aStudyWithMany(db);
		const joining: Promise<unknown>[] = [];
		const onProgress = () => {
			if (joining.length === 0) joining.push(aMember(db, study, 'rater', { name: 'North' }));
		};
		const importing = importRatings(app, actor, slug, file(), { course: { onProgress } });
		expect(await refusals(importing)).toEqual(['conflict']);
		expect(await shown(db, study)).toMatchObject({ ratings: 0, history: 0 });
	});

	it('text that is rated meanwhile is not changed', async () => {
		if (name === 'PostgreSQL 18') return;
		const db = await fresh();
		const { app, study, actor, slug } = await aStudyWithMany(db);
		const rater = await aMember(db, study, 'rater');
		const item = await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'Card001' });
		const assignment = await anAssignment(db, study, item!, rater);
		const [action] = await ask(db, cases.actions, { caseId: item!.id });
		// New cases, and another text of the one that is being rated.
		const incoming = manyCases(CASES + 20);
		incoming.cases[0]!.actions[0]!.text = 'Another text';
		const saves: Promise<unknown>[] = [];
		const onProgress = () => {
			if (saves.length > 0) return;
			const save = aSave(action!.id, 0, scored(7));
			saves.push(saveRating(app, rater.actor, assignment.id, save));
		};
		const importing = importCases(app, actor, slug, incoming, { course: { onProgress } });
		expect(await refusals(importing)).toEqual(['conflict']);
		await Promise.all(saves);
		const [now] = await ask(db, cases.actions, { caseId: item!.id });
		expect(now!.text).toBe('Action 1');
		expect(await shown(db, study)).toMatchObject({ cases: CASES });
		expect(await leftovers(db)).toBe(0);
	});

	it('a case of that name that is there meanwhile ends the import', async () => {
		const db = await fresh();
		const { app, study, actor, slug } = await anEmptyStudy(db);
		const makes: Promise<unknown>[] = [];
		const onProgress = () => {
			if (makes.length > 0) return;
			makes.push(
				atomically(db, NOBODY, (tx) =>
					cases.insertCase(tx, {
						studyId: study.id,
						externalId: `Card0${CASES}`,
						position: 0,
						specialty: 'Card',
						presentation: 'Made by hand.'
					})
				)
			);
		};
		const importing = importCases(app, actor, slug, manyCases(CASES), { course: { onProgress } });
		expect(await refusals(importing)).toEqual(['conflict']);
		await Promise.all(makes);
		expect(await shown(db, study)).toMatchObject({ cases: 1, places: 0, trail: 0 });
		expect(await leftovers(db)).toBe(0);
	});
});
