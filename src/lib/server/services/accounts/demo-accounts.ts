/** The accounts of the demonstration: printed on the terminal and offered on its sign-in page only. */
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import * as users from '../../store/users.ts';

/** Every demonstration account has it; it is printed wherever it is of use. */
export const DEMO_PASSWORD = 'first do no harm';

export type DemoAccount = { name: string; email: string; role: string; password: string };

/** What each account is for, by the local part of its address. */
export const ROLES: Record<string, string> = {
	admin: 'administrator',
	coordinator: 'coordinator',
	rater1: 'specialist, with a case waiting',
	rater2: 'specialist, half done',
	adjudicator: 'adjudicator, with actions to rule on'
};

/** The accounts to offer; none outside the demonstration. */
export async function offered(app: App): Promise<DemoAccount[]> {
	if (!app.demo) return [];
	const found = await read(app.db, users.list);
	return found.flatMap(({ name, email }) => {
		const role = ROLES[email?.split('@')[0] ?? ''];
		return role === undefined ? [] : [{ name, email: email!, role, password: DEMO_PASSWORD }];
	});
}
