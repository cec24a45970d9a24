import * as submitting from '#lib/server/services/submitting.ts';
import { answer } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { requireSamePerson } from '../same-person.ts';
import type { RequestHandler } from './$types';

/** Takes a submission back: the signature is void, the ratings stay. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	answer(locals, async (actor) => {
		requireSamePerson(actor, request);
		await submitting.takeBack(locals.app, actor, forms.id(params.assignment));
		return { state: 'reopened' };
	});
