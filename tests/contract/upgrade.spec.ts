/** Databases of earlier versions, each as it was left by the code of that version, brought to the present schema. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { connect, type Database } from '#lib/server/db/connect.ts';
import { migrate, pending } from '#lib/server/db/migrate.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as studyWords from '#lib/server/store/study-words.ts';
import * as trail from '#lib/server/store/trail.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach, sql, type Kind } from './databases.ts';
import { anApp, ask, aSave, scored, unique } from './support.ts';

const FOLDER = join(import.meta.dirname, 'databases');
const unpacked = (name: string) => gunzipSync(readFileSync(join(FOLDER, name)));

/** Each version, and from where it says its last change was made: the first did not keep that. */
const VERSIONS = [
	{ version: '0.1.0-0003', via: null },
	{ version: '0.1.0-0007', via: 'page' },
	{ version: '0.1.0-0009', via: 'page' }
] as const;

/** What a version wrote, opened and not migrated. */
async function anOldDatabase({ empty, again }: Kind, version: string): Promise<Database> {
	const db = await empty();
	if (db.shell.dialect === 'postgresql') {
		await db.shell.pool.query(unpacked(`${version}.postgres.sql.gz`).toString());
		return db;
	}
	await db.close();
	writeFileSync(db.shell.file, unpacked(`${version}.sqlite.gz`));
	return again(db);
}

/** Every table with the columns it has. */
async function tablesOf(db: Database): Promise<Map<string, string[]>> {
	const columns = await sql(
		db,
		db.shell.dialect === 'sqlite'
			? `select m.name as "table", c.name as "column" from sqlite_master m, pragma_table_info(m.name) c
				where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '\\_\\_%' escape '\\'`
			: `select table_name as "table", column_name as "column" from information_schema.columns
				where table_schema = 'public'`
	);
	const byTable = Map.groupBy(columns, (row) => String(row['table']));
	return new Map(
		[...byTable].map(([table, rows]) => [table, rows.map((row) => String(row['column'])).sort()])
	);
}

/** The rows of these tables, in these columns. */
async function dump(db: Database, tables: ReadonlyMap<string, readonly string[]>) {
	const rows: Record<string, string[]> = {};
	for (const [table, columns] of tables) {
		const names = columns.map((column) => `"${column}"`).join(', ');
		const found = await sql(db, `select ${names} from "${table}"`);
		rows[table] = found.map((row) => JSON.stringify(row)).sort();
	}
	return rows;
}

const SLUG = 'pilot';

/** Somebody of that study by name. */
async function actorOf(db: Database, name: string) {
	const user = (await ask(db, users.list)).find((one) => one.name === name)!;
	return { id: user.id, name, isAdmin: user.isAdmin };
}

async function caseOf(db: Database, name: string, externalId: string) {
	const [study] = await rating.myCases(anApp(db), await actorOf(db, name));
	return study!.cases.find((item) => item.externalId === externalId)!.assignmentId;
}

onEach(
	(kind) => {
		describe.each(VERSIONS)('of $version', ({ version, via }) => {
			it('keeps every row as it was, after a backup of the whole', async () => {
				const db = await anOldDatabase(kind, version);
				const tables = await tablesOf(db);
				const before = await dump(db, tables);
				for (const table of [
					'ratings',
					'revisions',
					'releases',
					'qualifications',
					'audit_events'
				]) {
					expect(before[table]!.length, table).toBeGreaterThan(1);
				}
				const missing = await pending(db);
				expect(missing).toBeGreaterThan(0);
				const { applied, backup } = await migrate(db);
				expect([applied, await pending(db)]).toEqual([missing, 0]);
				expect(await dump(db, tables)).toEqual(before);
				if (kind.name === 'PostgreSQL 18') {
					expect(backup).toBeNull();
					return;
				}
				const old = connect(backup!);
				expect(await tablesOf(old)).toEqual(tables);
				expect(await dump(old, tables)).toEqual(before);
				await old.close();
			});

			it('finds nothing wrong with it', async () => {
				const db = await anOldDatabase(kind, version);
				await migrate(db);
				const findings = await operations.examine(anApp(db));
				expect(findings.filter(({ ok }) => !ok)).toEqual([]);
				expect(findings.find(({ check }) => check.includes('history'))!.detail).toMatch(
					/^[1-4][0-9] /
				);
			});

			it('shows what was rated and signed', async () => {
				const db = await anOldDatabase(kind, version);
				await migrate(db);
				const opened = await rating.openCase(
					anApp(db),
					await actorOf(db, 'Ada'),
					await caseOf(db, 'Ada', 'Card001')
				);
				expect(opened).toMatchObject({
					state: 'submitted',
					comment: 'A case like many.',
					signature: { name: 'Ada', meaning: SIGNATURE_MEANINGS.de }
				});
				expect(
					opened.actions.map(({ number, version, value }) => [number, version, value])
				).toEqual([
					[1, 2, { ...scored(7, 'naïve 🫀\n“x”'), flags: ['other'] }],
					[2, 2, { score: null, cannotRate: 'not-enough-information', comment: '', flags: [] }],
					[3, 1, scored(9)]
				]);
				const everyone = await people.list(anApp(db), TERMINAL, SLUG);
				const standings = new Map(everyone.map(({ name, standing }) => [name, standing]));
				expect(standings.get('Ada')).toMatchObject({ kind: 'passed', agreed: 3, of: 3 });
				expect(standings.get('Ben')).toMatchObject({ kind: 'accepted' });
			});

			it('gives each release as it was made, and the withdrawn one as withdrawn', async () => {
				const db = await anOldDatabase(kind, version);
				await migrate(db);
				const app = anApp(db);
				const all = await releasing.list(app, TERMINAL, SLUG);
				expect(all).toMatchObject([
					{ number: 2, withdrawn: null },
					{ number: 1, withdrawn: { reason: 'The guidelines were wrong.' } }
				]);
				for (const { number, sha256 } of all) {
					const { bytes } = await releasing.archive(app, TERMINAL, SLUG, number);
					expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
					const files = await releasing.files(app, TERMINAL, SLUG, number);
					expect(verifyRelease(files).problems).toEqual([]);
				}
			});

			it('goes on: people sign in, rate, sign and release', async () => {
				const db = await anOldDatabase(kind, version);
				await migrate(db);
				const app = anApp(db);
				const ben = await actorOf(db, 'Ben');
				const password = { password: 'correct horse battery', address: unique('address') };
				expect(await accounts.signIn(app, { email: 'ben@primum.test', ...password })).toBe(ben.id);
				await expect(
					accounts.signIn(app, { email: 'gone@primum.test', ...password })
				).rejects.toMatchObject({ code: 'account-disabled' });

				const assignment = await caseOf(db, 'Ben', 'Neph001');
				for (const { id, version } of (await rating.openCase(app, ben, assignment)).actions) {
					await rating.saveRating(app, ben, assignment, aSave(id, version, scored(3)));
				}
				await rating.submitCase(app, ben, assignment);
				const { number } = await releasing.create(app, TERMINAL, SLUG, {});
				expect(number).toBe(3);
				expect(verifyRelease(await releasing.files(app, TERMINAL, SLUG, number)).problems).toEqual(
					[]
				);
				const [{ id: studyId }] = (await sql(db, 'select id from studies')) as [{ id: number }];
				// Whoever signs may be given second times of cases.
				const lines = (await ask(db, trail.ofStudy, { studyId, limit: 6 })).filter(
					({ what }) => what !== 'assignment.made'
				);
				expect(lines.slice(0, 3).map(({ what, via }) => [what, via])).toEqual([
					['release.made', 'command line'],
					['assignment.submitted', 'page'],
					['round.unlocked', via]
				]);
			});
		});

		describe('of 0.1.0-0009', () => {
			const anUpgraded = async () => {
				const db = await anOldDatabase(kind, '0.1.0-0009');
				await migrate(db);
				return db;
			};

			it('takes the guidelines that stand as their first version', async () => {
				const db = await anUpgraded();
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
				const db = await anUpgraded();
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
				const db = await anUpgraded();
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
	},
	['SQLite on disk', 'PostgreSQL 18']
);
