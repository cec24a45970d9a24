import { documentFor } from '#lib/server/web/api/openapi.ts';
import { describeAll } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { VERSION } from '#lib/server/version.ts';

/** What can be asked, for programs. */
export const GET = api.serve(describeAll, ({ app }) => Promise.resolve(documentFor(app.origin)), {
	tagOf: ({ app }) => Promise.resolve(`${VERSION} ${app.origin}`)
});

export const fallback = api.fallback(describeAll);
