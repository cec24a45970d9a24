import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { version } from '#lib/server/services/watching/index.ts';
import { showAgreement } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { agreementValue } from '#lib/server/web/api/values.ts';

export const GET = api.serve(
	showAgreement,
	async ({ app, actor, params: { study } }) =>
		agreementValue(study, app.now(), await agreeing.agreement(app, actor, study)),
	{ tagOf: ({ app, actor, params }) => version(app, actor, params.study) }
);

export const fallback = api.fallback(showAgreement);
