import * as studies from '#lib/server/services/studies/index.ts';
import { listStudies } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { studyValue } from '#lib/server/web/api/values.ts';

export const GET = api.serve(listStudies, async ({ app, actor }) => ({
	studies: (await studies.watched(app, actor)).map((study) => studyValue(app, study))
}));

export const fallback = api.fallback(listStudies);
