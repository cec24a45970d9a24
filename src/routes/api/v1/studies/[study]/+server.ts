import * as studies from '#lib/server/services/studies/index.ts';
import { showStudy } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { studyValue } from '#lib/server/web/api/values.ts';

export const GET = api.serve(showStudy, async ({ app, actor, params }) =>
	studyValue(app, await studies.watchedOne(app, actor, params.study))
);

export const fallback = api.fallback(showStudy);
