import * as submitting from '#lib/server/services/submitting.ts';
import { answer } from '#lib/server/web/answers.ts';
import { assignmentId, requireSamePerson } from '../assignment-id.ts';
import type { RequestHandler } from './$types';

/** Submits a case under the rater's signature. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	answer(locals, async (actor) => {
		requireSamePerson(actor, request);
		const id = assignmentId(params.assignment);
		return submitting.submitCase(locals.app, actor, id, await request.json());
	});
