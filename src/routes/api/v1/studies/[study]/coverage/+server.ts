import * as watching from '#lib/server/services/watching/index.ts';
import { showCoverage } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { coverageValue } from '#lib/server/web/api/values.ts';

export const GET = api.serve(
	showCoverage,
	async ({ app, actor, params: { study } }) =>
		coverageValue(study, await watching.coverage(app, actor, study)),
	{ tagOf: ({ app, actor, params }) => watching.version(app, actor, params.study) }
);

export const fallback = api.fallback(showCoverage);
