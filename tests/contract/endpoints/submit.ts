/** Submits a form to an action as SvelteKit would, with an event that is made up. */
import { isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import type { Person } from '../support.ts';

export type Form = {
	/** Who is signed in; nobody unless given. */
	as?: Person;
	params?: Record<string, string>;
	fields?: Record<string, string>;
};

/** What came of it: 200 with what the page shows, or the status it was refused or led away with. */
export type Submitted = { status: number; shown: Record<string, unknown> };

/** @param action of a `+page.server.ts`, which takes the event of its own route */
export async function submit(
	app: App,
	action: (event: never) => Promise<unknown>,
	{ as, params = {}, fields = {} }: Form = {}
): Promise<Submitted> {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	const url = new URL('https://primum.test/a-page');
	const event = {
		request: new Request(url, { method: 'POST', body: form }),
		locals: {
			app,
			actor: as === undefined ? null : { ...as.actor, id: as.id, email: as.email },
			language: 'en'
		},
		params,
		url,
		setHeaders() {}
	};
	try {
		const answer = await action(event as never);
		if (!isActionFailure(answer)) return { status: 200, shown: answer as Submitted['shown'] };
		return { status: answer.status, shown: answer.data as unknown as Submitted['shown'] };
	} catch (thrown) {
		if (isRedirect(thrown)) return { status: thrown.status, shown: { location: thrown.location } };
		if (isHttpError(thrown)) return { status: thrown.status, shown: { ...thrown.body } };
		throw thrown;
	}
}
