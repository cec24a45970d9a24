import * as releasing from '#lib/server/services/releasing/index.ts';
import { marksOf } from '#lib/server/web/api/content.ts';
import { fetchArchive } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';

/** The zip of a release. */
export const GET = api.serveBytes(fetchArchive, async ({ app, actor, params }) => {
	const { study, release } = params;
	const head = await releasing.head(app, actor, study, release);
	return {
		...{ tag: head.sha256, type: 'application/zip', pays: false },
		name: `${study}-release-${head.number}.zip`,
		isFixed: release !== 'latest',
		headers: marksOf(head),
		open: () => releasing.archive(app, actor, study, head.number)
	};
});

export const fallback = api.fallback(fetchArchive);
