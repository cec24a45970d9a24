import * as releasing from '#lib/server/services/releasing/index.ts';
import { marksOf, nameOf } from '#lib/server/web/api/content.ts';
import { pays } from '#lib/server/web/api/encoding.ts';
import { fetchFile } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { mediaTypeOf } from '#lib/server/web/media.ts';

/** One file of a release. */
export const GET = api.serveBytes(fetchFile, async ({ app, actor, params }) => {
	const { study, release, path } = params;
	const head = await releasing.head(app, actor, study, release);
	const asked = { number: head.number, path };
	const { tag, bytes } = await releasing.entry(app, actor, study, asked);
	const type = mediaTypeOf(path);
	return {
		...{ tag, type, pays: pays(type, bytes), name: nameOf(path) },
		isFixed: release !== 'latest',
		headers: marksOf(head),
		open: () => releasing.file(app, actor, study, asked)
	};
});

export const fallback = api.fallback(fetchFile);
