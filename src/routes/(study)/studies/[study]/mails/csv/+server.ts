import * as mailing from '#lib/server/services/mailing/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import { askedFor } from '../asked.ts';
import type { RequestHandler } from './$types';

/** The mails that the list shows, all pages of it. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname + url.search);
	const text = await orErrorPage(mailing.csv(locals.app, actor, params.study, askedFor(url)));
	const bytes = new TextEncoder().encode(text);
	const name = `${params.study}-mails.csv`;
	return download({ name, bytes, type: 'text/csv; charset=utf-8' }, request.headers);
};
