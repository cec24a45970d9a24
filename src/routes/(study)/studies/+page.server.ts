import * as studies from '#lib/server/services/studies/index.ts';
import { page } from '#lib/server/web/pages.ts';

export const load = page(async ({ app, actor }) => ({ studies: await studies.list(app, actor) }));
