import { planFile } from '#lib/server/services/assigning/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import type { RequestHandler } from './$types';

/** Who gets what, as a table: what is given, and what the plan adds. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname);
	const text = await orErrorPage(planFile(locals.app, actor, params.study));
	return download(
		{
			name: `${params.study}-plan.csv`,
			bytes: new TextEncoder().encode(text),
			type: 'text/csv; charset=utf-8'
		},
		request.headers
	);
};
