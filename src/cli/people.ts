/** Finds people as a command names them. */
import { Refusal } from '#lib/domain/refusal.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as people from '#lib/server/services/people/index.ts';

/** The one with an e-mail address, in whatever case it is typed; undefined where there is none. */
export function byAddress<T extends { email: string | null }>(
	all: readonly T[],
	address: string
): T | undefined {
	const wanted = address.trim().toLowerCase();
	return all.find(({ email }) => email === wanted);
}

/**
 * The id of the member of a study who has an address.
 *
 * @throws Refusal ('missing') where there is none
 */
export async function memberIdOf(app: App, study: string, email: string): Promise<number> {
	const member = byAddress(await people.list(app, TERMINAL, study), email);
	if (member !== undefined) return member.memberId;
	throw new Refusal(
		'missing',
		`Nobody in "${study}" has the address ${email}. See \`primum members list --study ${study}\`.`
	);
}
