import * as submitting from '#lib/server/services/submitting.ts';
import { answer } from '#lib/server/web/answers.ts';
import { readJson } from '#lib/server/web/body.ts';
import * as forms from '#lib/server/web/forms.ts';
import { requireSamePerson } from '../same-person.ts';
import type { RequestHandler } from './$types';

/** Submits a case under the rater's signature; a program may leave the body out. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	answer(locals, async (actor) => {
		requireSamePerson(actor, request);
		const id = forms.id(params.assignment);
		const sent = await readJson(request);
		return submitting.submitCase(locals.app, actor, id, sent === undefined ? {} : sent);
	});
