import { error } from '@sveltejs/kit';
import { COVERAGE_FILES } from '#lib/domain/coverage.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import type { RequestHandler } from './$types';
import { askedIn } from '../asked.ts';

/** A view of coverage as CSV, of the cases that the rest of the address chooses. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname + url.search);
	const file = COVERAGE_FILES.find((known) => known === params.file);
	if (file === undefined) {
		error(404, `There is no file "${params.file}". Choose ${COVERAGE_FILES.join(', ')}.`);
	}
	const { app } = locals;
	const made = await orErrorPage(
		watching.coverageFile(app, actor, params.study, file, askedIn(url))
	);
	return download({ ...made, type: 'text/csv; charset=utf-8' }, request.headers);
};
