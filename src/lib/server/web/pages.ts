/** How a page asks: who is asking, one service, plain values; a refusal becomes the error page of its status. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { App } from '../app.ts';
import { orErrorPage, requireActor, type SignedInActor } from './answers.ts';

/** What every page and form is given. */
export type Asking = { app: App; actor: SignedInActor; params: Record<string, string>; url: URL };

/** The same of a page about a study, which the address names. */
export type StudyAsking = Asking & { slug: string };

type Event = Pick<ServerLoadEvent, 'locals' | 'params' | 'url' | 'untrack'>;

/** The load of a page for whoever is signed in. */
export function page<Data>(load: (asking: Asking) => Promise<Data>) {
	return ({ locals, params, url, untrack }: Event): Promise<Data> => {
		const path = untrack(() => url.pathname + url.search);
		const actor = requireActor(locals, path);
		return orErrorPage(load({ app: locals.app, actor, params: named(params), url }));
	};
}

/** What a page is given that everyone may open: nobody in particular may ask. */
export type OpenAsking = Omit<Asking, 'actor'> & { actor: SignedInActor | null };

/** The load of a page for everyone; whoever is signed in may be shown more. */
export function openPage<Data>(load: (asking: OpenAsking) => Promise<Data>) {
	return ({ locals, params, url }: Omit<Event, 'untrack'>): Promise<Data> =>
		orErrorPage(load({ app: locals.app, actor: locals.actor, params: named(params), url }));
}

/** The load of a page about a study. */
export function studyPage<Data>(load: (asking: StudyAsking) => Promise<Data>) {
	return page((asking) => load(ofStudy(asking)));
}

/** The study that an address names. */
export function ofStudy(asking: Asking): StudyAsking {
	return { ...asking, slug: asking.params.study ?? '' };
}

/** Parameters of an address; SvelteKit leaves out optional ones only, and Primum has none. */
export const named = (params: Partial<Record<string, string>>) => params as Record<string, string>;

/** The number of the page of a list that an address asks for. */
export function pageNumber(url: URL): number {
	return Number(url.searchParams.get('page') ?? 1);
}
