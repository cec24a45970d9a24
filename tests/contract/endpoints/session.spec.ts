import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as sessions from '#lib/server/auth/sessions.ts';
import { POST } from '../../../src/routes/api/v1/session/+server.ts';
import { onEach } from '../databases.ts';
import { anAdministrator, PASSWORD } from '../services/by-the-clock.ts';
import { START, unique } from '../support.ts';
import { call } from './calling.ts';

onEach(
	({ fresh }) => {
		beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
		afterEach(() => void vi.useRealTimers());

		/** An account, and a way to sign in to it again from an address that no other test uses. */
		async function anAccount() {
			const account = await anAdministrator(await fresh());
			const address = unique('address');
			const signIn = (body: unknown) => call(account.app, POST, { body, address });
			const cookie = sessions.cookieName(account.app);
			return { ...account, signIn, cookie };
		}

		it('signs in again, and says as whom', async () => {
			const { app, id, email, signIn, cookie } = await anAccount();
			for (const account of [undefined, id]) {
				const answer = await signIn({ email, password: PASSWORD, account });
				expect(answer).toMatchObject({ status: 200, body: { account: id } });
				const session = await sessions.read(app, answer.cookies.get(cookie)!);
				expect(session?.user.id).toBe(id);
			}
		});

		it('answers 401 to a wrong password, and starts no session', async () => {
			const { email, signIn } = await anAccount();
			const answer = await signIn({ email, password: 'wrong password' });
			expect(answer).toMatchObject({ status: 401, body: { code: 'wrong-password' } });
			expect(answer.headers.get('content-type')).toBe('application/problem+json');
			expect(answer.cookies.size).toBe(0);
		});

		it('answers 403 to the page of another account, and starts no session', async () => {
			const { id, email, signIn } = await anAccount();
			const answer = await signIn({ email, password: PASSWORD, account: id + 1 });
			expect(answer).toMatchObject({ status: 403, body: { code: 'other-account' } });
			expect(answer.cookies.size).toBe(0);
		});

		it('answers 429 after too many tries, and says when to come back', async () => {
			const { email, signIn } = await anAccount();
			for (let count = 0; count < 6; count += 1)
				await signIn({ email, password: 'wrong password' });
			const answer = await signIn({ email, password: PASSWORD });
			expect(answer).toMatchObject({ status: 429, body: { code: 'slow-down' } });
			const seconds = (answer.body!.values as { seconds: number }).seconds;
			expect(seconds).toBeGreaterThan(0);
			expect(answer.headers.get('retry-after')).toBe(String(seconds));
			expect(answer.cookies.size).toBe(0);
		});

		it('answers 400 to what it cannot read', async () => {
			const { email, signIn } = await anAccount();
			const long = 'x'.repeat(1_025);
			for (const body of ['{', 'null', {}, { email }, { email, password: long }]) {
				expect(await signIn(body)).toMatchObject({
					status: 400,
					body: { code: 'request-invalid' }
				});
			}
		});
	},
	['SQLite in memory']
);
