/** What the frame around the screens of coordinators and administrators shows of the person. */
import * as studies from '../services/studies/index.ts';
import { requireActor } from './answers.ts';

/**
 * @param path the address to come back to, where nobody is signed in
 * @returns who it is, and whether there is something to rate for this person
 */
export async function frameOf(locals: App.Locals, path: string) {
	const actor = requireActor(locals, path);
	const { rates } = await studies.partIn(locals.app, actor);
	return {
		me: { id: actor.id, name: actor.name, isAdmin: actor.isAdmin },
		rates
	};
}
