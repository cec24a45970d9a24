/** Accounts on an application that reads the system's clock, which the tests turn: Lucia reads it too. */
import { vi } from 'vitest';
import type { App } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { anApp, unique } from '../support.ts';

export const PASSWORD = 'correct horse battery';
export const tokenOf = (link: string | null) => link!.split('/').at(-1)!;

export function anAppByTheClock(db: Database) {
	return { ...anApp(db), now: () => Date.now() };
}
export const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

/** Signs in from an address of its own, so that no test uses up another's tries. */
export const signIn = (app: App, email: string, password: string) =>
	accounts.signIn(app, { email, password, address: unique('address') });

export async function anAdministrator(db: Database) {
	const app = anAppByTheClock(db);
	const email = `${unique('root')}@primum.test`;
	const token = tokenOf(await accounts.setupLink(app));
	const id = await accounts.accept(app, token, { name: 'Root', email, password: PASSWORD });
	return { app, id, email, actor: { id, name: 'Root', isAdmin: true } };
}
