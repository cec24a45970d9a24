import * as submitting from '#lib/server/services/submitting.ts';
import { answer } from '#lib/server/web/answers.ts';
import { assignmentId, requireSamePerson } from '../assignment-id.ts';
import type { RequestHandler } from './$types';

/** Takes a submission back: the signature is void, the ratings stay. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	answer(locals, async (actor) => {
		requireSamePerson(actor, request);
		await submitting.takeBack(locals.app, actor, assignmentId(params.assignment));
		return { state: 'reopened' };
	});
