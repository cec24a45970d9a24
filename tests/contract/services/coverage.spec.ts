/** Coverage: what is there, what is missing and for whom it waits, by numbers made by hand. */
import { expect, it } from 'vitest';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { onEach, sql } from '../databases.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aPerson,
	aSave,
	aStudy,
	DAY,
	HOUR,
	NOBODY,
	scored,
	START,
	write,
	type PlacedCase,
	type TestApp
} from '../support.ts';

const PASSWORD = 'a stored hash';

/**
 * Two raters per case. Card001 (2 actions): Ann, Ben. Card002 (4 actions): Ann, Cleo. Derm001 (3 actions): Ben only.
 * On the first day Ann signs Card001 and rates one action of Card002; five days later Ben signs Card001.
 */
async function aWatchedStudy(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 2 });
	const coordinator = await aMember(db, study, 'coordinator');
	const named = (name: string) => aMember(db, study, 'rater', { name, passwordHash: PASSWORD });
	const ann = await named('Ann Abel');
	const ben = await named('Ben Boll');
	const cleo = await named('Cleo Carr');
	const dora = await named('Dora Dahl');
	const item = (externalId: string, actions: number, specialty: string, position: number) =>
		aCase(db, study, { externalId, actions, specialty, position });
	const one = await item('Card001', 2, 'Card', 0);
	const two = await item('Card002', 4, 'Card', 1);
	const three = await item('Derm001', 3, 'Derm', 2);
	const annOne = await anAssignment(db, study, one, ann);
	const benOne = await anAssignment(db, study, one, ben);
	const annTwo = await anAssignment(db, study, two, ann);
	const cleoTwo = await anAssignment(db, study, two, cleo);
	const benThree = await anAssignment(db, study, three, ben);
	const rate = (rater: typeof ann, assignment: { id: number }, of: PlacedCase, upTo: number) =>
		rateSome(app, rater.actor, assignment.id, of, upTo);
	await rate(ann, annOne, one, 2);
	await rating.submitCase(app, ann.actor, annOne.id);
	await rate(ann, annTwo, two, 1);
	app.pass(5 * DAY);
	await rate(ben, benOne, one, 2);
	await rating.submitCase(app, ben.actor, benOne.id);
	app.pass(HOUR);
	const look = (asked: Partial<watching.Asked> = {}) =>
		watching.coverage(app, coordinator.actor, study.slug, {
			...watching.EVERYTHING,
			show: 'incomplete',
			...asked
		});
	return {
		...{ app, db, study, coordinator: coordinator.actor, ann, ben, cleo, dora, look, rate },
		...{ one, two, three, annOne, annTwo, cleoTwo, benThree }
	};
}

async function rateSome(
	app: TestApp,
	actor: Parameters<typeof rating.saveRating>[1],
	assignmentId: number,
	{ actions }: PlacedCase,
	upTo: number
) {
	for (const { id } of actions.slice(0, upTo)) {
		await rating.saveRating(app, actor, assignmentId, aSave(id, 0, scored(7)));
	}
}

/** Says to whoever reads the trail what the short ways of the tests leave out. */
const inTrail = (db: Database, { id }: { id: number }, what: string, subject: string) =>
	sql(
		db,
		'insert into audit_events (at, study_id, what, subject) ' +
			`values (0, ${id}, '${what}', '${subject}')`
	);

const rowsOf = ({ shown }: watching.Coverage) => {
	if (shown.view !== 'rows') throw new Error('These are no rows.');
	return shown.rows;
};
const ids = (coverage: watching.Coverage) =>
	rowsOf(coverage).rows.map(({ externalId }) => externalId);
const kindsOf = ({ needs }: watching.Coverage) => needs.kinds.map(({ kind }) => kind);

onEach(
	({ fresh }) => {
		it('counts what is there, what is missing, and what is new since yesterday', async () => {
			const { look, app } = await aWatchedStudy(await fresh());
			const seen = await look();
			expect(seen).toMatchObject({
				k: 2,
				raters: { active: 2, of: 4 },
				// k ratings of each of 2 + 4 + 3 actions.
				ratings: { done: 5, wanted: 18, surplus: 0, sinceYesterday: 2 },
				cases: { done: 1, of: 3, sinceYesterday: 1 },
				places: {
					...{ signed: 2, begun: 1, 'not-begun': 2, unsigned: 0, reopened: 0, empty: 1 },
					...{ of: 6, sinceYesterday: 1 }
				},
				counts: { incomplete: 2, complete: 1, all: 3 },
				bySpecialty: [
					{ specialty: 'Dermatology', done: 0, of: 6, complete: 0, cases: 1 },
					{ specialty: 'Cardiology', done: 5, of: 12, complete: 1, cases: 2 }
				]
			});
			app.pass(DAY);
			expect(await look()).toMatchObject({
				ratings: { done: 5, sinceYesterday: 0 },
				cases: { sinceYesterday: 0 },
				places: { sinceYesterday: 0 }
			});
		});

		it('shows incomplete cases first, those without a rater before those held up', async () => {
			const { look, annTwo, cleoTwo, app } = await aWatchedStudy(await fresh());
			app.pass(3 * DAY);
			const rows = rowsOf(await look({ show: 'all' })).rows;
			expect(rows.map((row) => row.externalId)).toEqual(['Derm001', 'Card002', 'Card001']);
			expect(rows[0]).toMatchObject({
				...{ specialty: 'Dermatology', actions: 3, percent: 0, empty: 1 },
				places: [{ name: 'Ben Boll', state: 'not-begun', percent: 0, hold: null }]
			});
			expect(rows[1]).toMatchObject({
				...{ percent: 12, empty: 0 },
				places: [
					{
						...{ assignmentId: annTwo.id, state: 'begun', percent: 25, counts: true },
						hold: { kind: 'silent', days: 8, until: null }
					},
					{ assignmentId: cleoTwo.id, state: 'not-begun', hold: { kind: 'not-begun', days: 8 } }
				]
			});
			expect(rows[2]!.places.map(({ state }) => state)).toEqual(['signed', 'signed']);
		});

		it('finds cases by specialty, by a state, by a part of an id and of a name', async () => {
			const { look } = await aWatchedStudy(await fresh());
			expect(ids(await look({ specialty: 'Cardiology' }))).toEqual(['Card002']);
			expect(ids(await look({ specialty: 'Neurology', show: 'all' }))).toEqual([]);
			expect(ids(await look({ state: 'empty' }))).toEqual(['Derm001']);
			expect(ids(await look({ state: 'begun', show: 'all' }))).toEqual(['Card002']);
			expect(ids(await look({ state: 'signed', show: 'all' }))).toEqual(['Card001']);
			expect(ids(await look({ find: ' CLEO ' }))).toEqual(['Card002']);
			expect(ids(await look({ find: 'derm', show: 'all' }))).toEqual(['Derm001']);
			expect((await look({ find: 'ben' })).counts).toEqual({ incomplete: 1, complete: 1, all: 2 });
		});

		it('says how much of what is missing hangs on whom', async () => {
			const { look, app, cleo, ann } = await aWatchedStudy(await fresh());
			const { needs } = await look();
			expect(needs).toMatchObject({
				kinds: [
					// Derm001 lacks a second rater: 3 of its ratings have nobody.
					{ kind: 'short', count: 1, first: [{ externalId: 'Derm001', left: 3, since: START }] },
					{
						...{ kind: 'not-begun', count: 1, since: START, members: [cleo.memberId] },
						first: [{ rater: 'Cleo Carr', left: 4 }]
					}
				],
				missing: 13,
				waiting: { ratings: 7, people: 1, places: 1, kinds: 2 },
				onPace: 2
			});
			app.pass(3 * DAY);
			expect((await look()).needs).toMatchObject({
				kinds: [
					{ kind: 'short' },
					{ kind: 'silent', count: 1, since: START, members: [ann.memberId], first: [{ left: 3 }] },
					{ kind: 'not-begun' }
				],
				waiting: { ratings: 10, people: 2, places: 1, kinds: 3 }
			});
		});

		it('forecasts the end from the pace of the last days', async () => {
			const { look, app } = await aWatchedStudy(await fresh());
			app.pass(3 * DAY);
			const { pace } = await look();
			// 5 ratings in the nine days since the first, 13 are missing.
			expect(pace).toMatchObject({ days: 9, dueAt: null });
			// Ann, who gave the three of the first day, is silent by now: the two of the sixth make the pace.
			expect(pace.finish).toMatchObject({ perDay: 2 / 9, at: app.now() + (13 / 2) * 9 * DAY });
			expect(pace.recent.map(({ ratings }) => ratings)).toEqual([3, 0, 0, 0, 0, 2, 0, 0, 0]);
			expect(pace.curve.at(0)).toEqual({ at: Date.UTC(2026, 10, 2), ratings: 0 });
			expect(pace.curve.at(-1)).toEqual({ at: app.now(), ratings: 5 });
		});

		it('forecasts nothing where all who rated of late have stopped', async () => {
			const { look, app, coordinator, study, ann, ben } = await aWatchedStudy(await fresh());
			app.pass(3 * DAY);
			await people.leave(app, coordinator, study.slug, {
				...{ members: [ann.memberId, ben.memberId], counts: true, reason: 'No time.' }
			});
			const { pace } = await look();
			expect(pace.finish).toEqual({ notKnown: 'All who rated of late have stopped.' });
		});

		it('counts what was taken from a rater, who holds no place any more', async () => {
			const at = await aWatchedStudy(await fresh());
			const { look, db, study, ann, cleo, dora, two } = at;
			const given = { studyId: study.id, memberId: ann.memberId };
			await write(db, (tx) => assigning.giveBack(tx, given, { reason: 'Gone.', counts: true }), {
				...NOBODY,
				at: at.app.now()
			});
			expect(await look()).toMatchObject({
				ratings: { done: 5, surplus: 0 },
				places: { begun: 0, empty: 2 }
			});
			const doraTwo = await anAssignment(db, study, two, dora);
			await inTrail(db, study, 'assignment.made', `assignment:${doraTwo.id}`);
			await at.rate(dora, doraTwo, two, 1);
			await at.rate(cleo, at.cleoTwo, two, 1);
			// Three have rated its first action, and two are wanted.
			expect(await look()).toMatchObject({
				ratings: { done: 6, surplus: 1 },
				places: { empty: 1 }
			});
		});

		it('leaves out what was taken from a rater and does not count', async () => {
			const { look, db, study, ann, app } = await aWatchedStudy(await fresh());
			await look();
			const given = { studyId: study.id, memberId: ann.memberId };
			await write(db, (tx) => assigning.giveBack(tx, given, { reason: 'Gone.', counts: false }), {
				...NOBODY,
				at: app.now()
			});
			const { ratings, pace } = await look();
			expect(ratings.done).toBe(4);
			expect(pace.curve.at(-1)!.ratings).toBe(4);
		});

		it('never has more than is wanted, and says what another k would mean', async () => {
			const { look, app, coordinator, study } = await aWatchedStudy(await fresh());
			const change = (k: number) => watching.kChange(app, coordinator, study.slug, k);
			expect(await change(2)).toBeNull();
			expect(await change(1)).toEqual({
				...{ now: 2, then: 1, signedMore: { cases: 1, signatures: 1 }, openMore: 1 },
				...{ complete: { now: 1, then: 1 }, empty: { now: 1, then: 0 } }
			});
			expect(await change(3)).toEqual({
				...{ now: 2, then: 3, signedMore: { cases: 0, signatures: 0 }, openMore: 0 },
				...{ complete: { now: 1, then: 0 }, empty: { now: 1, then: 4 } }
			});
			const settings = { name: study.name, ratersPerCase: 1 };
			await studies.changeSettings(app, coordinator, study.slug, settings);
			expect(await look()).toMatchObject({
				ratings: { done: 3, wanted: 9, surplus: 2 },
				cases: { done: 1, of: 3 },
				places: { signed: 1, empty: 0, of: 3 }
			});
			// Ann and Cleo both have Card002: three ratings of one rater are missing there, and Ann is at them.
			const needs = async () => (await look()).needs;
			expect(await needs()).toMatchObject({ missing: 6, waiting: { ratings: 0, people: 1 } });
			app.pass(3 * DAY);
			expect(await needs()).toMatchObject({ missing: 6, waiting: { ratings: 3, people: 2 } });
		});

		it('is needed for every kind there is', async () => {
			const at = await aWatchedStudy(await fresh());
			const { app, db, study, coordinator, look, ann, ben, cleo } = at;
			// Ben rates all of Derm001 and does not sign; Ann's signature of Card001 is void.
			await at.rate(ben, at.benThree, at.three, 3);
			await rating.reopenCase(app, coordinator, study.slug, at.annOne.id, 'Look again.');
			const round = new Date(app.now() + 2 * DAY).toISOString().slice(0, 10);
			await rounds.setDue(app, coordinator, study.slug, Date.parse(round));
			expect(kindsOf(await look())).toEqual(['short', 'not-begun', 'reopened', 'late']);
			app.pass(DAY);
			expect(kindsOf(await look())).toEqual([
				...['short', 'not-begun', 'reopened', 'unsigned', 'late']
			]);
			app.pass(3 * DAY);
			expect(kindsOf(await look())).toEqual([
				'short',
				'silent',
				'not-begun',
				'reopened',
				'unsigned'
			]);

			await sql(
				db,
				`update members set paused_at = ${app.now()}, paused_until = ${app.now() + DAY} where id = ${ann.memberId}`
			);
			await sql(db, `update users set password_hash = null where id = ${cleo.id}`);
			const paused = await look();
			expect(paused.needs.kinds).toMatchObject([
				{ kind: 'short' },
				{ kind: 'unopened', first: [{ rater: 'Cleo Carr' }] },
				{ kind: 'paused', first: [{ rater: 'Ann Abel', until: app.now() + DAY }] },
				{ kind: 'reopened', since: START + 5 * DAY + HOUR },
				{ kind: 'unsigned', first: [{ rater: 'Ben Boll', externalId: 'Derm001' }] }
			]);
			await sql(
				db,
				'insert into invitations (token_hash, purpose, user_id, created_at, expires_at, opened_at) ' +
					`values ('${study.slug}', 'invite', ${cleo.id}, 5, 6, 7)`
			);
			expect((await look()).needs.kinds[1]).toMatchObject({ kind: 'not-joined', since: 7 });

			const admin = await aPerson(db, { isAdmin: true });
			await accounts.setDisabled(app, admin.actor, cleo.id, true);
			const disabled = await look();
			expect(kindsOf(disabled)).toContain('disabled');
			// Cleo's place of Card002 counts no more: four ratings have nobody now.
			expect(disabled.needs.kinds[0]).toMatchObject({ kind: 'short', count: 2 });
			expect(disabled.places).toMatchObject({ empty: 2, of: 6 });
		});

		it('says that there is nobody, nothing, or nothing left to do', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db, { ratersPerCase: 1 });
			const coordinator = await aMember(db, study, 'coordinator');
			const look = () => watching.coverage(app, coordinator.actor, study.slug);
			expect(kindsOf(await look())).toEqual(['no-cases']);
			const item = await aCase(db, study);
			await inTrail(db, study, 'cases.imported', 'study:x');
			expect(kindsOf(await look())).toEqual(['no-raters']);
			const rater = await aMember(db, study, 'rater', { passwordHash: PASSWORD });
			expect(kindsOf(await look())).toEqual(['short']);
			await assigning.assignByHand(app, coordinator.actor, study.slug, {
				externalId: item.externalId,
				memberId: rater.memberId
			});
			const { needs } = await look();
			expect(needs).toMatchObject({ kinds: [], missing: 3, waiting: { ratings: 0 }, onPace: 1 });
			const { cases } = (await rating.myCases(app, rater.actor))[0]!;
			await rateSome(app, rater.actor, cases[0]!.assignmentId, item, 3);
			await rating.submitCase(app, rater.actor, cases[0]!.assignmentId);
			expect(kindsOf(await look())).toEqual(['ready']);
			await rounds.setLocked(app, coordinator.actor, study.slug, true);
			expect((await look()).needs).toMatchObject({ kinds: [], missing: 0 });
		});

		it('has a matrix of few raters, and says why there is none of many', async () => {
			const { look, db, study, one, ann, ben, cleo } = await aWatchedStudy(await fresh());
			const few = (await look({ view: 'matrix', show: 'all' })).shown;
			expect(few).toMatchObject({
				matrix: {
					raters: [ann, ben, cleo].map(({ memberId, name }) => ({ memberId, name })),
					rows: {
						of: 3,
						rows: [
							{ externalId: 'Derm001', signed: 0, wanted: 2, empty: 1, cells: [{ column: 1 }] },
							{ externalId: 'Card002', cells: [{ column: 0, percent: 25 }, { column: 2 }] },
							{ externalId: 'Card001', signed: 2, empty: 0 }
						]
					}
				}
			});
			for (let count = 0; count < 18; count += 1) {
				const made = await anAssignment(db, study, one, await aMember(db, study, 'rater'));
				await inTrail(db, study, 'assignment.made', `assignment:${made.id}`);
			}
			expect((await look({ view: 'matrix', show: 'all' })).shown).toMatchObject({
				matrix: {
					tooMany: 21,
					specialties: [
						{ name: 'Dermatology', raters: 1 },
						{ name: 'Cardiology', raters: 21 }
					]
				}
			});
		});

		it('folds the places of a case with many raters', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db, { ratersPerCase: 9 });
			const coordinator = await aMember(db, study, 'coordinator');
			const item = await aCase(db, study);
			for (let count = 0; count < 8; count += 1) {
				await anAssignment(db, study, item, await aMember(db, study, 'rater'));
			}
			const [row] = rowsOf(await watching.coverage(app, coordinator.actor, study.slug)).rows;
			expect(row).toMatchObject({ folded: 2, empty: 1 });
			expect(row!.places).toHaveLength(6);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
