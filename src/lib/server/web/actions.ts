/** How a form asks and is answered: its fields, one service, and what is said when it is done. */
import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { attempt, requireActor, tellWhen, type Failure } from './answers.ts';
import { valuesOf, type Shape, type Values } from './fields.ts';
import * as forms from './forms.ts';
import { named, ofStudy, type Asking, type StudyAsking } from './pages.ts';

/** What a form shows when it is done: a sentence, or one with whatever else its page needs. */
type Words = string | { done: string };
type Said<W extends Words> = W extends string ? { done: string } : W;

/** What names a form among those of its page, and under what its page finds what was entered and refused. */
type Names<Of, Keep> = { of?: Of; keep?: Keep };

/** What a form shows when it was refused: a sentence for all of it, one a field, and what was entered. */
type Refused<Of, Keep extends string, Entered> = {
	of: Of | undefined;
	message: string;
	/** The same sentence by its name, for a page that speaks another language. */
	refused: Pick<Failure, 'message' | 'code' | 'values'>;
	fields: Record<string, string>;
} & { [Name in Keep]: Entered };

/**
 * An action for whoever is signed in.
 *
 * @param fields of the form
 * @param service what is asked for with their values
 * @param said what the form says then
 */
export function action<
	Fields extends Shape,
	Outcome,
	W extends Words,
	Of extends string = never,
	Keep extends string = never
>(
	fields: Fields,
	service: (asking: Asking, values: Values<Fields>) => Promise<Outcome>,
	said: (outcome: Outcome, values: Values<Fields>) => W,
	{ of, keep }: Names<Of, Keep> = {}
) {
	type Failed = ActionFailure<Refused<Of, Keep, Values<Fields>>>;
	type Done = Said<W> & { of: Of | undefined };
	return async (event: RequestEvent): Promise<Failed | Done> => {
		const { locals, params, url, request } = event;
		const actor = requireActor(locals, pageOf(url));
		const values = valuesOf(fields, await forms.read(request));
		const asking = { app: locals.app, actor, params: named(params), url };
		const asked = await attempt(() => service(asking, values));
		if (asked.ok) {
			const words = said(asked.value, values);
			const shown: { done: string } = typeof words === 'string' ? { done: words } : words;
			return { of, ...shown } as unknown as Done;
		}
		tellWhen(event, asked);
		const { status, message, code, values: numbers, fields: wrong } = asked;
		const entered = keep === undefined ? {} : { [keep]: values };
		// A dialog that asks for a reason has room for one sentence.
		const shown = {
			...{ of, message: wrong.reason ?? message, fields: wrong, ...entered },
			refused: { message, code, values: numbers }
		};
		return fail(status, shown) as Failed;
	};
}

/** The address of the page that a form stands on: the form's own also names the action. */
function pageOf({ pathname, searchParams }: URL): string {
	const kept = [...searchParams].filter(([name]) => !name.startsWith('/'));
	return kept.length === 0 ? pathname : `${pathname}?${new URLSearchParams(kept)}`;
}

/** An action of a page about a study. */
export function studyAction<
	Fields extends Shape,
	Outcome,
	W extends Words,
	Of extends string = never,
	Keep extends string = never
>(
	fields: Fields,
	service: (asking: StudyAsking, values: Values<Fields>) => Promise<Outcome>,
	said: (outcome: Outcome, values: Values<Fields>) => W,
	names: Names<Of, Keep> = {}
) {
	return action<Fields, Outcome, W, Of, Keep>(
		fields,
		(asking, values) => service(ofStudy(asking), values),
		said,
		names
	);
}
