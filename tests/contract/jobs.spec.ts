import { expect, it } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as jobs from '#lib/server/store/jobs.ts';
import { onEach } from './databases.ts';
import { ask, everyRow, MINUTE, NOBODY, START, write } from './support.ts';

const LEASE = 5 * MINUTE;

const aJob = (name: string, at?: number): jobs.NewJob => ({ kind: 'mail', payload: { name }, at });

const later = (db: Database, ...given: jobs.NewJob[]) =>
	write(db, function* (tx) {
		for (const job of given) yield* jobs.later(tx, job);
	});

const claim = (db: Database, now: number) => write(db, (tx) => jobs.claim(tx, now, LEASE));

const nameOf = (job: jobs.Job | undefined) => job?.payload['name'];

onEach(({ fresh }) => {
	it('is asked for by a change, at once or later', async () => {
		const db = await fresh();
		const by = { ...NOBODY, at: START + MINUTE };
		const payload = { to: [1, 2], nested: { text: 'ä', none: null } };
		await write(
			db,
			function* (tx) {
				yield* jobs.later(tx, { kind: 'mail', payload });
				yield* jobs.later(tx, { kind: 'backup', payload: {}, at: START + LEASE });
			},
			by
		);
		const waiting = { state: 'waiting', attempts: 0, leaseUntil: null, error: null };
		expect(await everyRow(db, (t) => t.jobs)).toMatchObject([
			{ kind: 'mail', payload, runAt: START + MINUTE, createdAt: START + MINUTE, ...waiting },
			{ kind: 'backup', payload: {}, runAt: START + LEASE, finishedAt: null, ...waiting }
		]);
	});

	it('comes about only where the change does', async () => {
		const db = await fresh();
		const refused = write(db, function* (tx) {
			yield* jobs.later(tx, aJob('never'));
			throw new Refusal('conflict', 'No.');
		});
		await expect(refused).rejects.toThrow('No.');
		expect(await everyRow(db, (t) => t.jobs)).toEqual([]);
		expect(await ask(db, jobs.isDue, START)).toBe(false);
	});

	it('is taken up when it is due, the longest due first, and by one only', async () => {
		const db = await fresh();
		await later(db, aJob('third', START + 2), aJob('first', START), aJob('second', START));
		expect(await ask(db, jobs.isDue, START - 1)).toBe(false);
		expect(await claim(db, START - 1)).toBeUndefined();
		expect(await ask(db, jobs.isDue, START)).toBe(true);
		const first = await claim(db, START);
		expect(first).toMatchObject({
			payload: { name: 'first' },
			state: 'running',
			attempts: 1,
			leaseUntil: START + LEASE
		});
		expect(nameOf(await claim(db, START))).toBe('second');
		expect(await claim(db, START + 1)).toBeUndefined();
		expect(nameOf(await claim(db, START + 2))).toBe('third');
		expect(await ask(db, jobs.isDue, START + 2)).toBe(false);
	});

	it('is taken up by another once its runner is lost, who then has nothing more to say of it', async () => {
		const db = await fresh();
		await later(db, aJob('once'));
		const lost = (await claim(db, START))!;
		expect(await claim(db, START + LEASE - 1)).toBeUndefined();
		const taken = (await claim(db, START + LEASE))!;
		expect(taken).toMatchObject({ id: lost.id, attempts: 2, leaseUntil: START + 2 * LEASE });
		const late = { state: 'failed', error: 'Lost.', finishedAt: START + LEASE, runAt: 0 } as const;
		await write(db, (tx) => jobs.finish(tx, lost, late));
		expect(await everyRow(db, (t) => t.jobs)).toEqual([taken]);
		const done = { state: 'done', error: null, finishedAt: START + LEASE + 1, runAt: taken.runAt };
		await write(db, (tx) => jobs.finish(tx, taken, { ...done, state: 'done' }));
		expect(await everyRow(db, (t) => t.jobs)).toEqual([{ ...taken, ...done, leaseUntil: null }]);
	});

	it('waits for its next attempt after one that failed, and is over once done or given up', async () => {
		const db = await fresh();
		await later(db, aJob('tried again'));
		const first = (await claim(db, START))!;
		const again = { state: 'waiting', error: 'No answer.', runAt: START + MINUTE } as const;
		await write(db, (tx) => jobs.finish(tx, first, { ...again, finishedAt: null }));
		expect(await everyRow(db, (t) => t.jobs)).toMatchObject([
			{ ...again, attempts: 1, leaseUntil: null, finishedAt: null }
		]);
		expect(await claim(db, START + MINUTE - 1)).toBeUndefined();
		const second = (await claim(db, START + MINUTE))!;
		expect(second).toMatchObject({ attempts: 2, error: 'No answer.' });
		const over = { error: 'Still none.', finishedAt: START + MINUTE, runAt: START };
		await write(db, (tx) => jobs.finish(tx, second, { state: 'failed', ...over }));
		await later(db, aJob('done'));
		const third = (await claim(db, START))!;
		await write(db, (tx) =>
			jobs.finish(tx, third, { state: 'done', error: null, finishedAt: START, runAt: START })
		);
		expect(await ask(db, jobs.isDue, START + 100 * LEASE)).toBe(false);
		expect(await claim(db, START + 100 * LEASE)).toBeUndefined();
	});
});

onEach(
	({ fresh, again }) => {
		it('is seen by nobody before the change is written', async () => {
			const db = await fresh();
			const second = again(db);
			let before: Promise<boolean> | undefined;
			await write(db, function* (tx) {
				yield* jobs.later(tx, aJob('after the commit'));
				yield {
					now: () => {
						before = ask(second, jobs.isDue, START);
						return db.shell.dialect === 'sqlite' ? null : before;
					}
				};
			});
			expect(await before).toBe(false);
			expect(await ask(second, jobs.isDue, START)).toBe(true);
		});

		it('is taken up once, where two processes ask for the next at the same time', async () => {
			const db = await fresh();
			const processes = [db, again(db)];
			const names = Array.from({ length: 20 }, (_, index) => `job ${index}`);
			await later(db, ...names.map((name) => aJob(name)));
			const claimed = await Promise.all(
				processes.flatMap((process) => names.map(() => claim(process, START)))
			);
			const taken = claimed.filter((job) => job !== undefined);
			expect(taken.map(nameOf).sort()).toEqual(names.toSorted());
			expect(taken.every(({ attempts }) => attempts === 1)).toBe(true);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
