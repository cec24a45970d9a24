import type { LayoutServerLoad } from './$types';

/** What every page may know: whether this is the demonstration, and who is signed in. */
export const load: LayoutServerLoad = ({ locals }) => ({
	demo: locals.app.demo,
	me: locals.actor === null ? null : { name: locals.actor.name, isAdmin: locals.actor.isAdmin }
});
