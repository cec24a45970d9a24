import { MAIL_KINDS, MAIL_STATES } from '#lib/domain/mail.ts';

/** Which mails an address asks for; what it names that there is not does not narrow the list. */
export function askedFor({ searchParams }: URL) {
	const state = MAIL_STATES.find((known) => known === searchParams.get('state')) ?? null;
	const kind = MAIL_KINDS.find((known) => known === searchParams.get('kind')) ?? null;
	return { state, kind, person: (searchParams.get('person') ?? '').replaceAll('\0', '') };
}
