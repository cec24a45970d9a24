import * as releasing from '#lib/server/services/releasing/index.ts';
import { VERSION } from '#lib/server/version.ts';
import { showRelease } from '#lib/server/web/api/operations.ts';
import { releaseInList } from '#lib/server/web/api/schemas.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { releaseValue } from '#lib/server/web/api/values.ts';

export const GET = api.serve(
	showRelease,
	async ({ app, actor, params: { study, release } }) => {
		const { number } = await releasing.head(app, actor, study, release);
		const { summary, manifest } = await releasing.described(app, actor, study, number);
		const value = releaseInList.parse(releaseValue(app, study, summary));
		return new api.Written(value, { manifest });
	},
	{
		tagOf: async ({ app, actor, params: { study, release } }) => {
			const { sha256, withdrawnAt } = await releasing.head(app, actor, study, release);
			return [sha256, withdrawnAt, app.origin, VERSION].join(' ');
		}
	}
);

export const fallback = api.fallback(showRelease);
