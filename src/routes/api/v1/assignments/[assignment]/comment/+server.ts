import * as submitting from '#lib/server/services/submitting.ts';
import { answer } from '#lib/server/web/answers.ts';
import { readJson } from '#lib/server/web/body.ts';
import * as forms from '#lib/server/web/forms.ts';
import { requireSamePerson } from '../same-person.ts';
import type { RequestHandler } from './$types';

/** Saves the comment on a case as a whole; answered after the commit. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	answer(locals, async (actor) => {
		requireSamePerson(actor, request);
		const id = forms.id(params.assignment);
		return submitting.commentCase(locals.app, actor, id, await readJson(request));
	});
