import * as errands from '#lib/server/services/errands/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { listReleases, makeRelease } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { jobValue, releaseValue } from '#lib/server/web/api/values.ts';

export const GET = api.serve(listReleases, async ({ app, actor, params: { study } }) => ({
	releases: (await releasing.list(app, actor, study)).map((one) => releaseValue(app, study, one))
}));

/** Takes on the making of a release: a job makes it. */
export const POST = api.serve(
	makeRelease,
	async ({ app, actor, params: { study }, body, said }) => {
		const id = await releasing.createSoon(app, actor, study, body);
		const job = jobValue(app, study, await errands.show(app, actor, study, id));
		said.set('location', job.links.self);
		return job;
	}
);

export const fallback = api.fallback(listReleases, makeRelease);
