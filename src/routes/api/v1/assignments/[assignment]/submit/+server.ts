import * as submitting from '#lib/server/services/submitting.ts';
import { answer } from '#lib/server/web/answers.ts';
import { assignmentId, requireSamePerson } from '../assignment-id.ts';
import type { RequestHandler } from './$types';

/** Submits a case under the rater's signature; a program may leave the body out. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	answer(locals, async (actor) => {
		requireSamePerson(actor, request);
		const body = await request.text();
		const submission: unknown = body === '' ? {} : JSON.parse(body);
		return submitting.submitCase(locals.app, actor, assignmentId(params.assignment), submission);
	});
