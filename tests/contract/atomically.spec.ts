import { randomUUID } from 'node:crypto';
import { eq, sql as raw } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import { connect, type Database, type Queries } from '#lib/server/db/connect.ts';
import { violation } from '#lib/server/db/errors.ts';
import { run } from '#lib/server/db/steps.ts';
import * as trail from '#lib/server/store/trail.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import { insert } from '#lib/server/db/rows.ts';
import * as releases from '#lib/server/store/releases.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach, sql } from './databases.ts';
import {
	anAssignedCase,
	aPerson,
	ask,
	aStudy,
	everyRow,
	scored,
	START,
	unique,
	write
} from './support.ts';

const someone = (name: string) => ({ name, email: `${name}@primum.test`, createdAt: START });

async function aRating(db: Database) {
	const { study, rater, item, assignment } = await anAssignedCase(db);
	const rating = await write(db, function* (tx) {
		const row = yield* ratings.insert(tx, {
			assignmentId: assignment.id,
			actionId: item.actions[0]!.id,
			...scored(5),
			activeMs: 0,
			version: 1,
			createdAt: START,
			updatedAt: START
		});
		yield* ratings.addRevision(tx, {
			ratingId: row.id,
			version: 1,
			operation: randomUUID(),
			digest: 'd',
			old: null,
			new: scored(5),
			activeMs: 0,
			userId: rater.id,
			at: START,
			source: 'web'
		});
		return row;
	});
	return { study, rater, rating };
}

onEach(({ fresh }) => {
	it('writes all steps of a change and answers with what it returns', async () => {
		const db = await fresh();
		const names = await write(db, function* (tx) {
			const one = yield* users.insert(tx, someone('one'));
			const two = yield* users.insert(tx, someone('two'));
			return [one.name, two.name];
		});
		expect(names).toEqual(['one', 'two']);
		expect(await ask(db, users.count)).toBe(2);
	});

	it('writes none where a later step breaks a constraint, and says which', async () => {
		const db = await fresh();
		const doubled = write(db, function* (tx) {
			yield* users.insert(tx, someone('one'));
			yield* users.insert(tx, someone('one'));
		});
		await expect(doubled.catch(violation)).resolves.toBe('unique');
		expect(await ask(db, users.count)).toBe(0);
	});

	it('writes none where the change throws, and passes on what it threw', async () => {
		const db = await fresh();
		const refusal = new Refusal('conflict', 'No.');
		const refused = write(db, function* (tx) {
			yield* users.insert(tx, someone('one'));
			throw refusal;
		});
		await expect(refused).rejects.toBe(refusal);
		expect(await ask(db, users.count)).toBe(0);
	});

	it('names each kind of broken constraint', async () => {
		const db = await fresh();
		const { rating } = await aRating(db);
		const dangling = write(db, (tx) => users.setSpecialties(tx, 999, ['Card']));
		await expect(dangling.catch(violation)).resolves.toBe('foreign-key');
		const beyond = write(db, (tx) => ratings.update(tx, rating.id, 1, { score: 10 as 9 }));
		await expect(beyond.catch(violation)).resolves.toBe('check');
		const both = write(db, (tx) =>
			ratings.update(tx, rating.id, 1, { cannotRate: 'wording-ambiguous' })
		);
		await expect(both.catch(violation)).resolves.toBe('check');
		expect(violation(new Error('something else'))).toBeNull();
	});

	it('keeps changes that arrive together apart: one that fails takes no other along', async () => {
		const db = await fresh();
		const changes = Array.from({ length: 30 }, (_, index) =>
			write(db, function* (tx) {
				yield* users.insert(tx, someone(`person${index}`));
				if (index % 3 === 1) throw new Refusal('conflict', `number ${index}`);
				if (index % 3 === 2) yield* users.insert(tx, someone(`person${index}`));
				return index;
			})
		);
		const outcomes = await Promise.allSettled(changes);
		for (const [index, outcome] of outcomes.entries()) {
			if (index % 3 === 0) expect(outcome).toEqual({ status: 'fulfilled', value: index });
			else expect(outcome.status).toBe('rejected');
		}
		const names = (await ask(db, users.list)).map(({ name }) => name).sort();
		const kept = outcomes.flatMap((_, index) => (index % 3 === 0 ? [`person${index}`] : []));
		expect(names).toEqual(kept.sort());
	});

	it('lets exactly one of 200 concurrent changes of one version win', async () => {
		const db = await fresh();
		const { rating } = await aRating(db);
		const winners = await Promise.all(
			Array.from({ length: 200 }, (_, index) =>
				write(db, (tx) => ratings.update(tx, rating.id, 1, { comment: `number ${index}` }))
			)
		);
		const won = winners.filter((row) => row !== undefined);
		expect(won).toHaveLength(1);
		expect(await everyRow(db, (t) => t.ratings)).toEqual(won);
	});

	it('gives each of 200 concurrent increments a version of its own', async () => {
		const db = await fresh();
		const { rating } = await aRating(db);
		const increment = function* (tx: Queries) {
			const { q, t } = tx;
			const [now] = yield* run(q.select().from(t.ratings).where(eq(t.ratings.id, rating.id)));
			return yield* ratings.update(tx, rating.id, now!.version, {});
		};
		const rows = await Promise.all(Array.from({ length: 200 }, () => write(db, increment)));
		const versions = rows.map((row) => row!.version).sort((a, b) => a - b);
		expect(versions).toEqual(Array.from({ length: 200 }, (_, index) => index + 2));
	});

	it('runs a change again from its start, never in the middle', async () => {
		const db = await fresh();
		let starts = 0;
		await Promise.all(
			Array.from({ length: 20 }, () =>
				write(db, function* (tx) {
					starts += 1;
					const { q, t } = tx;
					const all = yield* run(q.select().from(t.users));
					yield* users.insert(tx, someone(`after${all.length}`));
				})
			)
		);
		const names = (await ask(db, users.list)).map(({ name }) => name);
		expect(new Set(names)).toEqual(new Set(names.map((_, index) => `after${index}`)));
		expect(starts).toBeGreaterThanOrEqual(20);
	});

	describe('records that only grow', () => {
		async function refused(db: Database, statement: string) {
			const error: unknown = await sql(db, statement).then(
				() => null,
				(thrown: unknown) => thrown
			);
			expect(violation(error), statement).toBe('append-only');
		}

		it('refuses to change or remove a revision', async () => {
			const db = await fresh();
			await aRating(db);
			await refused(db, "update revisions set reason = 'other'");
			await refused(db, 'delete from revisions');
			expect(await sql(db, 'select reason from revisions')).toEqual([{ reason: null }]);
		});

		it('refuses to change or remove a qualification', async () => {
			const db = await fresh();
			const { rater } = await anAssignedCase(db);
			await sql(
				db,
				`insert into qualifications (member_id, attempt, agreed, "of", pass_mark, passed, at)
					values (${rater.memberId}, 1, 3, 3, 80, true, ${START})`
			);
			await refused(db, 'update qualifications set passed = false');
			await refused(db, 'delete from qualifications');
			expect(await sql(db, 'select agreed from qualifications')).toEqual([{ agreed: 3 }]);
		});

		it('refuses to change or remove an audit event', async () => {
			const db = await fresh();
			await write(db, (tx) => trail.record(tx, { what: 'user.reset', subject: 'user:1' }));
			await refused(db, "update audit_events set what = 'other'");
			await refused(db, 'delete from audit_events');
			expect(await sql(db, 'select what from audit_events')).toEqual([{ what: 'user.reset' }]);
		});

		it('refuses to change or remove a release and what it holds, but lets it be withdrawn', async () => {
			const db = await fresh();
			const study = await aStudy(db);
			const [content, createdAt] = [Buffer.from('a'), START];
			const release = await write(db, function* (tx) {
				for (const sha256 of [aRelease.sha256, 'no release'])
					yield* releases.keepPart(tx, { sha256, part: 0, createdAt, content });
				const added = yield* releases.insert(tx, { ...aRelease, studyId: study.id });
				const file = { releaseId: added.id, path: 'a.txt', sha256: 'a', content };
				yield* insert(tx, tx.t.releaseFiles, file);
				return added;
			});
			for (const column of ['study_id', 'number', 'created_at', 'created_by']) {
				await refused(db, `update releases set ${column} = 7`);
			}
			for (const column of ['options', 'manifest', 'sha256']) {
				await refused(db, `update releases set ${column} = '{}'`);
			}
			await refused(db, 'delete from releases');
			await refused(db, "update release_files set path = 'b.txt'");
			await refused(db, 'delete from release_files');
			await refused(db, 'update release_parts set part = 1');
			await refused(db, "delete from release_parts where sha256 = 'zip'");
			await sql(db, "delete from release_parts where sha256 = 'no release'");
			expect(await sql(db, 'select sha256 from release_parts')).toEqual([{ sha256: 'zip' }]);
			const withdrawn = await write(db, (tx) => releases.withdraw(tx, release.id, START, 'wrong'));
			expect(withdrawn).toMatchObject({ withdrawnAt: START, withdrawnReason: 'wrong' });
		});
	});
});

const aRelease = {
	number: 1,
	createdAt: START,
	options: {
		unresolved: 'exclude' as const,
		includeComments: false,
		includeTimes: false,
		note: ''
	},
	manifest: {} as never,
	sha256: 'zip'
};

onEach(
	({ fresh, again }) => {
		it('answers after the commit: a second connection reads what was answered', async () => {
			const db = await fresh();
			const second = again(db);
			await Promise.all(
				Array.from({ length: 50 }, async () => {
					const { id } = await aPerson(db);
					expect(await ask(second, users.byId, { id })).toBeDefined();
				})
			);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);

onEach(
	({ fresh, again }) => {
		it('refuses as busy, soon, while another connection holds the write lock', async () => {
			const db = await fresh();
			const second = again(db);
			await sql(second, 'begin immediate');
			const began = performance.now();
			const refused = await Promise.allSettled(
				Array.from({ length: 20 }, () =>
					write(db, (tx) => users.insert(tx, someone(unique('late'))))
				)
			);
			expect(performance.now() - began).toBeLessThan(2_500);
			for (const outcome of refused) {
				expect(outcome).toMatchObject({
					status: 'rejected',
					reason: { kind: 'busy', status: 503 }
				});
			}
			await sql(second, 'commit');
			await write(db, (tx) => users.insert(tx, someone('later')));
			expect((await ask(db, users.list)).map(({ name }) => name)).toEqual(['later']);
		});

		it('refuses as busy while the disk is full, and goes on once there is room', async () => {
			const db = await fresh();
			const [pages] = await sql(db, 'pragma page_count');
			await sql(db, `pragma max_page_count = ${pages!['page_count']}`);
			const long = { ...someone('long'), name: 'x'.repeat(100_000) };
			await expect(write(db, (tx) => users.insert(tx, long))).rejects.toMatchObject({
				kind: 'busy'
			});
			expect(await ask(db, users.count)).toBe(0);
			await sql(db, 'pragma max_page_count = 1000000');
			await write(db, (tx) => users.insert(tx, long));
			expect(await ask(db, users.count)).toBe(1);
		});
	},
	['SQLite on disk']
);

onEach(
	({ fresh }) => {
		it('refuses as busy where the server is away', async () => {
			const nowhere = connect('postgres://nobody:none@127.0.0.1:1/none');
			const away = write(nowhere, (tx) => users.insert(tx, someone('lost')));
			await expect(away).rejects.toMatchObject({ name: 'Refusal', kind: 'busy' });
			await nowhere.close();
		});

		it('refuses as busy where the server ends the connection, and goes on with a new one', async () => {
			const db = await fresh();
			const cut = write(db, function* (tx) {
				yield* users.insert(tx, someone('cut'));
				const gone = raw`pg_terminate_backend(pg_backend_pid())`;
				yield* run(tx.q.select({ gone }).from(tx.t.users));
			});
			await expect(cut).rejects.toMatchObject({ name: 'Refusal', kind: 'busy' });
			await write(db, (tx) => users.insert(tx, someone('next')));
			expect((await ask(db, users.list)).map(({ name }) => name)).toEqual(['next']);
		});
	},
	['PostgreSQL 18']
);
