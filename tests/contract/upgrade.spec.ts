/** Databases of earlier versions, each as it was left by the code of that version, brought to the present schema. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LATER_SIGNATURE_MEANINGS, SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { migrate, pending } from '#lib/server/db/migrate.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as trail from '#lib/server/store/trail.ts';
import { actorOf, anOldDatabase, caseOf, SLUG, theStudy } from './databases/old.ts';
import { onEach } from './databases.ts';
import { dump, tablesOf } from './rows.ts';
import { anApp, ask, aSave, scored, unique } from './support.ts';
import { anEmptyPlace, withBackups } from './services/backups-support.ts';
import { wholeOf } from './services/releasing-support.ts';

const FIRST = SIGNATURE_MEANINGS.de;
const LATER = LATER_SIGNATURE_MEANINGS.de;

/**
 * Each version, from where it says its last change was made, which the first did not keep, and what was signed in its
 * newest round.
 */
const VERSIONS = [
	{ version: '0.1.0-0003', via: null, meaning: FIRST },
	{ version: '0.1.0-0007', via: 'page', meaning: FIRST },
	{ version: '0.1.0-0009', via: 'page', meaning: FIRST },
	{ version: '0.1.0-0011', via: 'page', meaning: LATER },
	{ version: '0.1.0-0012', via: 'page', meaning: FIRST }
] as const;

onEach(
	(kind) => {
		describe.each(VERSIONS)('of $version', ({ version, via, meaning }) => {
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
				const app = withBackups(anApp(db));
				const { applied, backup } = await backups.bringUpToDate(app);
				expect([applied, await pending(db)]).toEqual([missing, 0]);
				expect(await dump(db, tables)).toEqual(before);
				const old = await anEmptyPlace(kind);
				await backups.restore(backup!, old.where, null);
				const restored = old.open();
				expect(await pending(restored)).toBe(missing);
				expect(await tablesOf(restored)).toEqual(tables);
				expect(await dump(restored, tables)).toEqual(before);
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
					signature: { name: 'Ada', meaning }
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
					const archive = await releasing.archive(app, TERMINAL, SLUG, number);
					const bytes = await wholeOf(archive);
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
					await rating.saveRating(app, ben, assignment, aSave(id, version, scored(3, 'So.')));
				}
				await rating.submitCase(app, ben, assignment);
				const { number } = await releasing.create(app, TERMINAL, SLUG, {});
				expect(number).toBe(3);
				expect(verifyRelease(await releasing.files(app, TERMINAL, SLUG, number)).problems).toEqual(
					[]
				);
				const { id: studyId } = await theStudy(db);
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
	},
	['SQLite on disk', 'PostgreSQL 18']
);
