import type { LayoutServerLoad } from './$types';

/** What every page may know: the language, whether this is the demonstration, and who is signed in. */
export const load: LayoutServerLoad = ({ locals }) => ({
	language: locals.language,
	demo: locals.app.demo,
	me: locals.actor === null ? null : { name: locals.actor.name, isAdmin: locals.actor.isAdmin }
});
