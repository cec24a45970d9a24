import * as submitting from '#lib/server/services/submitting/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import * as forms from '#lib/server/web/forms.ts';
import type { RequestHandler } from './$types';

/** An example of a submission. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname);
	const at = { actor, slug: params.study, release: forms.id(params.release) };
	const text = await orErrorPage(submitting.example(locals.app, at, params.file));
	const bytes = new TextEncoder().encode(text);
	const type = params.file.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/jsonl';
	return download({ name: `example-${params.file}`, bytes, type }, request.headers);
};
