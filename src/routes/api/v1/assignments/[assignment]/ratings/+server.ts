import * as rating from '#lib/server/services/rating.ts';
import { answer } from '#lib/server/web/answers.ts';
import { assignmentId, requireSamePerson } from '../assignment-id.ts';
import type { RequestHandler } from './$types';

/** Saves one change of one rating; answered after the commit. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	answer(locals, async (actor) => {
		requireSamePerson(actor, request);
		const id = assignmentId(params.assignment);
		return rating.saveRating(locals.app, actor, id, await request.json());
	});
