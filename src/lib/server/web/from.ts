/** From where a request comes: what the trail keeps of it beside what was changed. */
import type { RequestEvent } from '@sveltejs/kit';
import type { From } from '../app.ts';

/** @returns the request without who makes it: session and token are known once somebody is */
export function fromOf({ locals }: Pick<RequestEvent, 'locals'>): From {
	return locals.from;
}
