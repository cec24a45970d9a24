import { Refusal } from '#lib/domain/refusal.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { typeOf } from '#lib/server/web/api/body.ts';
import { FILE_TYPES, importFile } from '#lib/server/web/api/operations.ts';
import * as api from '#lib/server/web/api/serve.ts';
import { jobValue } from '#lib/server/web/api/values.ts';

/** Takes on an import of the file that is sent: a job carries it out. Nothing of it is read for anybody else. */
export const POST = api.serve(
	importFile,
	async ({ app, actor, params: { study }, query, body: bytes, event, said }) => {
		const { kind, dryRun, rewording } = query;
		const name = query.name ?? nameOf(event.request);
		const upload = await importing.keepUpload(app, actor, study, { name, bytes });
		const id = await importing
			.importSoon(app, actor, study, `import-${kind}`, {
				...{ upload, rewording, dryRun: dryRun === 'true' }
			})
			.catch(async (refused: unknown) => {
				await importing.dropUpload(app, actor, study, upload);
				throw refused;
			});
		const job = jobValue(app, study, await errands.show(app, actor, study, id));
		said.set('location', job.links.self);
		return job;
	},
	{ before: ({ app, actor, params }) => studies.settings(app, actor, params.study) }
);

/** How a file is called that comes without a name. */
function nameOf(request: Request): string {
	const name = FILE_TYPES[typeOf(request) as keyof typeof FILE_TYPES];
	if (name !== null) return name;
	throw new Refusal(
		'invalid',
		'Say what the file is called: add name=cases.zip, or whatever it is.'
	);
}

export const fallback = api.fallback(importFile);
