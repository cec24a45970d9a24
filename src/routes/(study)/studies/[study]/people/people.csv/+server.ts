import { peopleFile } from '#lib/server/services/people/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import type { RequestHandler } from './$types';
import { viewOf } from '../view.ts';

/** Everyone within the view of the list, as a table. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname);
	const file = await orErrorPage(peopleFile(locals.app, actor, params.study, viewOf(url)));
	return download({ ...file, type: 'text/csv; charset=utf-8' }, request.headers);
};
