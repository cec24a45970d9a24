import type { TokenScope } from '#lib/domain/api-token.ts';
import type { ErrandKind } from '#lib/domain/errand.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import { requireScope } from '#lib/server/web/api/caller.ts';
import { showJob, stopJob } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { jobValue } from '#lib/server/web/api/values.ts';

const SCOPES: Record<ErrandKind, TokenScope> = {
	release: 'release',
	'import-cases': 'import',
	'import-ratings': 'import',
	score: 'submit'
};

export const GET = api.serve(showJob, async ({ app, actor, caller, params: { study, job } }) => {
	const errand = await errands.show(app, actor, study, job);
	requireScope(caller, SCOPES[errand.kind]);
	return jobValue(app, study, errand);
});

export const DELETE = api.serve(stopJob, async ({ app, actor, caller, params: { study, job } }) => {
	const { kind } = await errands.show(app, actor, study, job);
	requireScope(caller, SCOPES[kind]);
	await errands.stop(app, actor, study, job);
	return jobValue(app, study, await errands.show(app, actor, study, job));
});

export const fallback = api.fallback(showJob, stopJob);
