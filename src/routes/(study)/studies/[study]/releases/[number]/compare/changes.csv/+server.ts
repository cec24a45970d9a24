import * as releasing from '#lib/server/services/releasing/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import type { RequestHandler } from './$types';
import { askedIn } from '../asked.ts';

/** Every action that is otherwise in one of two releases, as CSV. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname + url.search);
	const asked = askedIn(url, params.number);
	const made = await orErrorPage(releasing.changesFile(locals.app, actor, params.study, asked));
	return download({ ...made, type: 'text/csv; charset=utf-8' }, request.headers);
};
