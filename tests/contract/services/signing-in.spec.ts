/** How often signing in may be tried, and by whom. The work the limits spare is hashing. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import type { App } from '#lib/server/app.ts';
import * as knownBrowsers from '#lib/server/auth/known-browsers.ts';
import * as passwords from '#lib/server/auth/passwords.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { aPerson, ask, HOUR, START, unique, write } from '../support.ts';
import { anAppByTheClock, pass, PASSWORD } from './by-the-clock.ts';

const SECOND = 1_000;

let passwordHash = '';
beforeAll(async () => void (passwordHash = await passwords.hash(PASSWORD)));

type Try = { password?: string; address?: string; marks?: string };

/** Resolves to what came of a try: 'in', or the kind of its refusal. A wrong password was hashed. */
async function tried(app: App, email: string, { password = PASSWORD, address, marks }: Try = {}) {
	try {
		await accounts.signIn(app, { email, password, address: address ?? unique('address'), marks });
		return 'in';
	} catch (error) {
		if (error instanceof Refusal) return error.kind;
		throw error;
	}
}

const count = (outcomes: readonly string[], kind: string) =>
	outcomes.filter((outcome) => outcome === kind).length;

const times = <T>(n: number, make: (index: number) => T) =>
	Array.from({ length: n }, (_, i) => make(i));

onEach(
	({ fresh }) => {
		beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
		afterEach(() => void vi.useRealTimers());

		const people = (db: Database, n: number) =>
			Promise.all(times(n, () => aPerson(db, { passwordHash }).then(({ email }) => email!)));

		it('lets sixty physicians of one hospital in at once, and again', async () => {
			const db = await fresh();
			const app = anAppByTheClock(db);
			const address = unique('hospital');
			const emails = await people(db, 60);
			// A quarter of them mistypes first.
			const mistyped = emails.filter((_, index) => index % 4 === 0);
			const wrong = mistyped.map((email) => tried(app, email, { address, password: 'mistyped' }));
			expect(count(await Promise.all(wrong), 'unauthenticated')).toBe(15);
			for (let round = 0; round < 2; round += 1) {
				const all = await Promise.all(emails.map((email) => tried(app, email, { address })));
				expect(count(all, 'in')).toBe(60);
			}
		});

		it('stops one address that tries many accounts, and no other', async () => {
			const db = await fresh();
			const app = anAppByTheClock(db);
			const [email] = await people(db, 1);
			const address = unique('stranger');
			const outcomes = await Promise.all(
				times(100, () => tried(app, `${unique('nobody')}@primum.test`, { address }))
			);
			expect(count(outcomes, 'unauthenticated')).toBe(30);
			expect(count(outcomes, 'slow-down')).toBe(70);
			// A right password from there waits, too; from elsewhere it does not.
			expect(await tried(app, email!, { address })).toBe('slow-down');
			expect(await tried(app, email!)).toBe('in');
			pass(10 * SECOND);
			expect(await tried(app, email!, { address })).toBe('in');
			// One account of one's own earns no more tries at those of others.
			expect(await tried(app, `${unique('nobody')}@primum.test`, { address })).toBe(
				'unauthenticated'
			);
			expect(await tried(app, email!, { address })).toBe('slow-down');
		});

		it.each(['one address', 'a hundred addresses'])(
			'hashes a few of a hundred wrong passwords, from %s',
			async (from) => {
				const db = await fresh();
				const app = anAppByTheClock(db);
				const [known] = await people(db, 1);
				for (const email of [known!, `${unique('nobody')}@primum.test`]) {
					const one = unique('address');
					const address = () => (from === 'one address' ? one : unique('address'));
					const outcomes = await Promise.all(
						times(100, () => tried(app, email, { password: 'wrong', address: address() }))
					);
					expect(count(outcomes, 'unauthenticated')).toBe(5);
					expect(count(outcomes, 'slow-down')).toBe(95);
				}
			}
		);

		it('doubles the wait with every further failure, up to a quarter of an hour', async () => {
			const db = await fresh();
			const app = anAppByTheClock(db);
			const [email] = await people(db, 1);
			const once = (password = 'wrong') =>
				accounts.signIn(app, { email: email!, password, address: unique('address') });
			for (let free = 0; free < 5; free += 1) {
				await expect(once()).rejects.toMatchObject({ kind: 'unauthenticated' });
			}
			for (const seconds of [10, 20, 40, 80, 160, 320, 640, 900, 900]) {
				await expect(once()).rejects.toMatchObject({
					kind: 'slow-down',
					retryAfter: seconds,
					values: { seconds }
				});
				pass(seconds * SECOND - 1);
				await expect(once(PASSWORD)).rejects.toMatchObject({ kind: 'slow-down' });
				pass(1);
				await expect(once()).rejects.toMatchObject({ kind: 'unauthenticated' });
			}
			pass(900 * SECOND);
			await once(PASSWORD);
			for (let free = 0; free < 5; free += 1) {
				await expect(once()).rejects.toMatchObject({ kind: 'unauthenticated' });
			}
		});

		it("lets the owner's own browser in, whatever a stranger does", async () => {
			const db = await fresh();
			const app = anAppByTheClock(db);
			const { id, email } = await aPerson(db, { passwordHash });
			const { value: marks } = await knownBrowsers.remember(app, undefined, id);
			for (let minute = 0; minute < 60; minute += 1) {
				const guesses = times(14, () => tried(app, email!, { password: unique('guess') }));
				await Promise.all(guesses);
				expect(await tried(app, email!, { marks }), `after ${minute} minutes`).toBe('in');
				pass(60 * SECOND);
			}
			expect(await tried(app, email!)).toBe('slow-down');
			// Whoever stole the cookie has few tries as well, and does not shut out others by them.
			const stolen = times(100, () => tried(app, email!, { password: 'wrong', marks }));
			expect(count(await Promise.all(stolen), 'unauthenticated')).toBe(5);
		});

		it('makes an unknown account as much work as a known one', { timeout: 300_000 }, async () => {
			const db = await fresh();
			const app = anAppByTheClock(db);
			const [known] = await people(db, 1);
			const unknown = `${unique('nobody')}@primum.test`;
			const took = { known: [] as number[], unknown: [] as number[] };
			const measure = async (list: number[], email: string) => {
				const began = performance.now();
				expect(await tried(app, email, { password: 'wrong' })).toBe('unauthenticated');
				list.push(performance.now() - began);
			};
			for (let n = 0; n < 200; n += 1) {
				await measure(took.known, known!);
				await measure(took.unknown, unknown);
				pass(13 * HOUR);
			}
			const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length / 2]!;
			const ratio = median(took.known) / median(took.unknown);
			// Without a hash for the unknown one it would be above ten.
			expect(ratio).toBeGreaterThan(0.67);
			expect(ratio).toBeLessThan(1.5);
		});
	},
	['SQLite in memory']
);

onEach(
	({ fresh }) => {
		describe('the cookie of a known browser', () => {
			it('is for the server only, outlives the session, and names no account', async () => {
				const db = await fresh();
				const app = anAppByTheClock(db);
				const { id, email } = await aPerson(db, { passwordHash });
				const { name, value, attributes } = await knownBrowsers.remember(app, undefined, id);
				expect(name).toBe('__Host-primum-known');
				expect(attributes).toMatchObject({
					path: '/',
					httpOnly: true,
					secure: true,
					sameSite: 'lax'
				});
				expect(attributes.maxAge).toBeGreaterThan(30 * 24 * 3_600);
				expect(Buffer.from(value, 'base64url').toString('latin1')).not.toContain(email);
				const again = await knownBrowsers.remember(app, undefined, id);
				expect(again.value).not.toBe(value);
			});

			it('opens nothing for another account, nor after a new password, nor when made up', async () => {
				const db = await fresh();
				const app = anAppByTheClock(db);
				const [one, other] = [
					await aPerson(db, { passwordHash }),
					await aPerson(db, { passwordHash })
				];
				const { value } = await knownBrowsers.remember(app, undefined, one.id);
				expect(knownBrowsers.find(value, one)).toBe(value);
				expect(knownBrowsers.find(value, other)).toBeUndefined();
				expect(knownBrowsers.find(value, undefined)).toBeUndefined();
				for (const made of [undefined, '', '.', 'x'.repeat(64), value.slice(1), `${value}x`]) {
					expect(knownBrowsers.find(made, one)).toBeUndefined();
				}
				const changed = value.startsWith('A') ? `B${value.slice(1)}` : `A${value.slice(1)}`;
				expect(knownBrowsers.find(changed, one)).toBeUndefined();
				await write(db, (tx) => users.setPassword(tx, one.id, `${passwordHash}x`));
				expect(
					knownBrowsers.find(value, (await ask(db, users.byId, { id: one.id }))!)
				).toBeUndefined();
			});

			it('remembers eight accounts of a shared computer, each by one mark', async () => {
				const db = await fresh();
				const app = anAppByTheClock(db);
				const people = await Promise.all(times(9, () => aPerson(db, { passwordHash })));
				let marks: string | undefined;
				for (const { id } of people.slice(0, 8)) {
					({ value: marks } = await knownBrowsers.remember(app, marks, id));
				}
				for (const person of people.slice(0, 8)) {
					const found = knownBrowsers.find(marks, person);
					expect(found).toBeDefined();
					({ value: marks } = await knownBrowsers.remember(app, marks, person.id));
					expect(knownBrowsers.find(marks, person)).toBe(found);
					expect(marks.split('.')).toHaveLength(8);
				}
				({ value: marks } = await knownBrowsers.remember(app, marks, people[8]!.id));
				const known = people.map((person) => knownBrowsers.find(marks, person) !== undefined);
				expect(known).toEqual([false, ...times(8, () => true)]);
			});
		});
	},
	['SQLite in memory']
);
