import * as releasing from '#lib/server/services/releasing/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import * as forms from '#lib/server/web/forms.ts';
import { mediaTypeOf } from '#lib/server/web/media.ts';
import type { RequestHandler } from './$types';

/** One file of a release, as it was made. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname);
	const asked = { number: forms.id(params.number), path: params.path ?? '' };
	const file = await orErrorPage(releasing.file(locals.app, actor, params.study, asked));
	// Ids of cases are names of files, and may have what a header would have to escape.
	const name = asked.path.slice(asked.path.lastIndexOf('/') + 1).replaceAll(/[^\w.-]/g, '_');
	return download({ ...file, name, type: mediaTypeOf(asked.path) }, request.headers);
};
