import * as releasing from '#lib/server/services/releasing/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import * as forms from '#lib/server/web/forms.ts';
import type { RequestHandler } from './$types';

/** The zip of a release. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname);
	const number = forms.id(params.number);
	const archive = await orErrorPage(releasing.archive(locals.app, actor, params.study, number));
	return download(archive, request.headers);
};
