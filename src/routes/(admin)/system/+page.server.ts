import { VERSION } from '#lib/server/version.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import { action } from '#lib/server/web/actions.ts';
import { page } from '#lib/server/web/pages.ts';

export const load = page(async ({ app, actor, url }) => ({
	backups: await backups.show(app, actor),
	findings: url.searchParams.has('examine') ? await operations.look(app, actor) : null,
	version: VERSION,
	now: app.now()
}));

export const actions = {
	backUp: action(
		{},
		({ app, actor }) => backups.askFor(app, actor),
		() => 'A backup is being made. It stands in the list when it is whole.'
	)
};
