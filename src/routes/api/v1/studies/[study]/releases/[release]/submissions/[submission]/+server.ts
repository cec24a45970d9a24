import * as submitting from '#lib/server/services/submitting/index.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { showSubmission, withdrawSubmission } from '#lib/server/web/api/submission-operations.ts';
import { submissionValue } from '#lib/server/web/api/submission-values.ts';

export const GET = api.serve(showSubmission, async ({ app, actor, params }) => {
	const { study: slug, release, submission } = params;
	return submissionValue(
		app,
		params,
		await submitting.show(app, { actor, slug, release }, submission)
	);
});

export const DELETE = api.serve(withdrawSubmission, async ({ app, actor, params, query }) => {
	const { study: slug, release, submission: id } = params;
	const at = { actor, slug, release };
	await submitting.withdraw(app, at, { id, reason: query.reason });
	return submissionValue(app, params, await submitting.show(app, at, id));
});

export const fallback = api.fallback(showSubmission, withdrawSubmission);
