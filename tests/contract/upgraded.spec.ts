/** What only some of the databases of earlier versions have, once they are brought to the present schema. */
import { describe, expect, it } from 'vitest';
import { TERMINAL } from '#lib/server/app.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as cases from '#lib/server/services/cases/index.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import * as studyWords from '#lib/server/store/study-words.ts';
import { actorOf, anOldDatabase, anUpgraded, caseOf, SLUG, theStudy } from './databases/old.ts';
import { onEach, sql } from './databases.ts';
import { anApp, ask } from './support.ts';

onEach(
	(kind) => {
		describe('of 0.1.0-0009', () => {
			it('takes the guidelines that stand as their first version', async () => {
				const db = await anUpgraded(kind, '0.1.0-0009');
				const [study] = await sql(db, 'select id, guidelines, created_at from studies');
				const { id: studyId, guidelines, created_at: createdAt } = study!;
				expect(guidelines).toContain('Rate what is written.');
				const ofStudy = { studyId: Number(studyId) };
				expect(await ask(db, studyWords.listed, ofStudy)).toHaveLength(1);
				expect(await ask(db, studyWords.numbered, { ...ofStudy, number: 1 })).toMatchObject({
					...{ guidelines, scaleWords: null, userId: null },
					createdAt: Number(createdAt)
				});
			});

			it('knows who paused and who left, what was moved, and what is shown again', async () => {
				const db = await anUpgraded(kind, '0.1.0-0009');
				const app = anApp(db);
				const { people: all } = await people.overview(app, TERMINAL, SLUG);
				const named = new Map(all.rows.map((row) => [row.name, row]));
				const until = Date.parse('2027-01-31');
				expect(named.get('Eve')).toMatchObject({ pausedUntil: until, pauseReason: 'On leave.' });
				expect(named.get('Fay')).toMatchObject({ group: 'left', leaveReason: 'Found no time.' });
				const times = await sql(
					db,
					`select u.name, c.external_id as "case", a.repeat, a.release_reason as reason from assignments a
						join members m on m.id = a.member_id join users u on u.id = m.user_id
						join cases c on c.id = a.case_id
						where a.repeat = 1 or a.released_at is not null order by u.name, a.id`
				);
				expect(times).toEqual([
					{ name: 'Dee', case: 'Card001', repeat: 0, reason: 'Dee is away.' },
					{ name: 'Dee', case: 'Neph001', repeat: 1, reason: null },
					{
						...{ name: 'Dr Elsewhere', case: 'Card001', repeat: 0 },
						reason: 'The place went to someone else, because its rater no longer rates here.'
					}
				]);
			});

			it('goes on with its plan, its words and the mail that waits', async () => {
				const db = await anUpgraded(kind, '0.1.0-0009');
				const app = anApp(db);
				const look = { page: 1, loads: 1, specialty: '', search: '', place: 0, who: '' };
				const plan = await assigning.planPage(app, TERMINAL, SLUG, look);
				expect(plan).toMatchObject({ state: 'ready', seed: 7, k: 3, byHand: 0 });
				const { templates } = await mailing.templates.list(app, TERMINAL, SLUG);
				expect(templates.filter(({ changed }) => changed)).toMatchObject([
					{ kind: 'reminder', language: 'en', subject: 'Still open: {study}' }
				]);
				const waiting = await sql(db, 'select kind, state, address from mails');
				expect(waiting).toEqual([
					{ kind: 'reminder', state: 'waiting', address: 'ben@primum.test' }
				]);
			});
		});

		describe('of 0.1.0-0011', () => {
			it('goes on in its second round, which shows what the first came to', async () => {
				const db = await anUpgraded(kind, '0.1.0-0011');
				const app = anApp(db);
				const { rounds: all } = await rounds.overview(app, TERMINAL, SLUG);
				expect(all).toMatchObject([
					{ number: 2, lockedAt: null, asksAll: false, sharesComments: true, actions: 5 },
					{ number: 1, lockedAt: expect.any(Number), asksAll: true }
				]);
				const ben = await actorOf(db, 'Ben');
				const opened = await rating.openCase(app, ben, await caseOf(db, 'Ben', 'Neph001'));
				expect(opened.later).toMatchObject({ number: 2, raters: 2, asksReason: true });
				expect(
					opened.actions.map(({ text, former }) => [text, former!.own!.score, former!.median])
				).toEqual([
					['Action 1 of Neph001.', 2, 2],
					['Another action', 7, 7]
				]);
			});

			it('knows each version of the words, and keeps the one under which a rating was made', async () => {
				const db = await anUpgraded(kind, '0.1.0-0011');
				const { id: studyId } = await theStudy(db);
				const versions = await ask(db, studyWords.listed, { studyId });
				expect(versions.map(({ number, note }) => [number, note]).sort()).toEqual([
					[1, ''],
					[2, 'They were too short.'],
					[3, '']
				]);
				expect(await ask(db, studyWords.numbered, { studyId, number: 3 })).toMatchObject({
					guidelines: '# Guidelines\n\nRate what helps.',
					scaleWords: { 9: { label: 'Vital', meaning: 'Left out, it harms.' } }
				});
				const read = await sql(
					db,
					`select u.name, m.words_read as "read" from members m join users u on u.id = m.user_id
						where m.study_id = ${studyId} and m.words_read is not null order by u.name`
				);
				expect(read).toEqual([{ name: 'Ben', read: 1 }]);
			});

			it('keeps what was mended, reworded and withdrawn, each with its reason', async () => {
				const db = await anUpgraded(kind, '0.1.0-0011');
				const shown = await cases.show(anApp(db), TERMINAL, SLUG, 'Neph001');
				expect(
					shown.actions.map(({ number, wording, withdrawn }) => [
						number,
						wording,
						withdrawn?.reason
					])
				).toEqual([
					[1, 1, undefined],
					[2, 2, undefined],
					[3, 1, 'Nobody does that.']
				]);
				expect(shown.history.map(({ what, reason }) => [what, reason])).toEqual([
					['action.withdrawn', 'Nobody does that.'],
					['action.reworded', 'It meant two things.'],
					['action.mended', 'A full stop.']
				]);
			});

			it('lets the newest ruling of before hold, with one adjudicator wanted', async () => {
				const db = await anUpgraded(kind, '0.1.0-0011');
				const study = await theStudy(db);
				expect(study.rulingsWanted).toBe(1);
				const held = await ask(db, adjudications.holding, study);
				expect([...held.values()]).toMatchObject([{ score: 5, reason: 'For 5.' }]);
				const { rulings } = await adjudicating.queue(anApp(db), await actorOf(db, 'Cy'), SLUG);
				expect(rulings.rows).toMatchObject([
					{ externalId: 'Card001', number: 2, score: 5, state: 'holds' }
				]);
			});
		});

		describe('of 0.1.0-0012', () => {
			it('keeps where each action was sent, with the note, and how it was ruled on', async () => {
				const db = await anUpgraded(kind, '0.1.0-0012');
				const [yes, no] = db.shell.dialect === 'sqlite' ? [1, 0] : [true, false];
				const sent = await sql(
					db,
					`select a.number, r."to", r.note, r.member_id is null as "toAll", r.settled_at is null as waits
						from referrals r join actions a on a.id = r.action_id order by a.number, r.id`
				);
				expect(sent.map((row) => Object.values(row).map(String))).toEqual(
					[
						[1, 'adjudication', 'Mind the dose.', yes, yes],
						[2, 'adjudication', '', no, no],
						[3, 'round', '', yes, no],
						[3, 'round', '', yes, yes]
					].map((row) => row.map(String))
				);
				const app = anApp(db);
				const dan = await adjudicating.queue(app, await actorOf(db, 'Dan'), SLUG);
				expect(dan.rulings.rows).toMatchObject([
					{ externalId: 'Neph001', number: 2, score: 4, state: 'holds' }
				]);
				const cy = await adjudicating.queue(app, await actorOf(db, 'Cy'), SLUG);
				expect(cy.cases.rows).toMatchObject([{ externalId: 'Neph001' }]);
			});

			it('holds the cases out that their kit did not call open', async () => {
				const db = await anOldDatabase(kind, '0.1.0-0012');
				const [rubric, line] =
					db.shell.dialect === 'sqlite'
						? [
								"json_set(source, '$.open', json('false'))",
								"json_set(item, '$.metadata.open', json('false'))"
							]
						: [
								`replace(source::text, '"open":true', '"open":false')::json`,
								`replace(item::text, '"seed":17', '"open":false')::json`
							];
				await sql(db, `update cases set source = ${rubric} where external_id = 'Card002'`);
				const neph = `select id from cases where external_id = 'Neph001'`;
				await sql(db, `update variants set item = ${line} where case_id = (${neph})`);
				await migrate(db);
				const held = await sql(
					db,
					'select external_id as id from cases where held_out order by id'
				);
				expect(held).toEqual([{ id: 'Card002' }, { id: 'Neph001' }]);
			});
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
