import { version } from '#lib/server/services/watching/index.ts';
import { tagged } from '#lib/server/web/tagged.ts';
import type { RequestHandler } from './$types';

/** Whether anything has changed since: 304 where nothing has. A page that follows the study asks this. */
export const GET: RequestHandler = ({ locals, params, request }) =>
	tagged(locals, request.headers, (actor) => version(locals.app, actor, params.study));
