/** How a form asks and is answered: its fields, one service, and what is said when it is done. */
import { fail, type RequestEvent } from '@sveltejs/kit';
import { attempt, requireActor, type Failure } from './answers.ts';
import { valuesOf, type Shape, type Values } from './fields.ts';
import { named, ofStudy, type Asking, type StudyAsking } from './pages.ts';

/** What a form shows when it is done: a sentence, and whatever else its page needs. */
type Said<More> = { done: string } & More;

/**
 * An action for whoever is signed in.
 *
 * @param fields of the form
 * @param service what is asked for with their values
 * @param said what the form says then
 * @param of names the form, where a page has several
 */
export function action<Fields extends Shape, Outcome, More = unknown, Of extends string = never>(
	fields: Fields,
	service: (asking: Asking, values: Values<Fields>) => Promise<Outcome>,
	said: (outcome: Outcome, values: Values<Fields>) => string | Said<More>,
	of?: Of
) {
	return async (event: RequestEvent) => {
		const { locals, params, url, request } = event;
		const actor = requireActor(locals, url.pathname);
		const values = valuesOf(fields, await request.formData());
		const asking = { app: locals.app, actor, params: named(params), url };
		const asked = await attempt(() => service(asking, values));
		if (!asked.ok) {
			comeBackLater(event, asked);
			const { status, message, fields: wrong } = asked;
			return fail(status, { of, message: wrong.reason ?? message, fields: wrong, values });
		}
		const words = said(asked.value, values);
		return { of, ...((typeof words === 'string' ? { done: words } : words) as Said<More>) };
	};
}

/** An action of a page about a study. */
export function studyAction<
	Fields extends Shape,
	Outcome,
	More = unknown,
	Of extends string = never
>(
	fields: Fields,
	service: (asking: StudyAsking, values: Values<Fields>) => Promise<Outcome>,
	said: (outcome: Outcome, values: Values<Fields>) => string | Said<More>,
	of?: Of
) {
	return action<Fields, Outcome, More, Of>(
		fields,
		(asking, values) => service(ofStudy(asking), values),
		said,
		of
	);
}

/** Tells a client when to ask again, where that is known. */
export function comeBackLater(
	{ setHeaders }: Pick<RequestEvent, 'setHeaders'>,
	{ retryAfter }: Failure
): void {
	if (retryAfter !== null) setHeaders({ 'retry-after': String(retryAfter) });
}
