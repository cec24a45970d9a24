import * as submitting from '#lib/server/services/submitting/index.ts';
import { typeOf } from '#lib/server/web/api/body.ts';
import * as api from '#lib/server/web/api/serve.ts';
import {
	listSubmissions,
	sendSubmission,
	SUBMISSION_TYPES
} from '#lib/server/web/api/submission-operations.ts';
import {
	checkedValue,
	submissionInListValue,
	submissionValue
} from '#lib/server/web/api/submission-values.ts';
import * as forms from '#lib/server/web/forms.ts';

export const GET = api.serve(listSubmissions, async ({ app, actor, params, query }) => {
	const { study, release } = params;
	const found = await submitting.list(app, { actor, slug: study, release }, query);
	return { submissions: found.map((one) => submissionInListValue(app, params, one)) };
});

/** Checks answers, and sends them unless only the check was asked for. */
export const POST = api.serve(
	sendSubmission,
	async ({ app, actor, params, query, body, event, said }) => {
		const at = { actor, slug: params.study, release: params.release };
		const { check, file = nameOf(event.request), terms, revises, kind, name, ...more } = query;
		const sent = { name: file, bytes: body as Uint8Array };
		if (check !== 'false') return checkedValue(await submitting.check(app, at, sent), null);
		const { id, report } = await submitting.send(app, at, sent, {
			// A word that is not there is refused as one that is none.
			words: { kind: (kind ?? '') as 'model', name: name ?? '', ...more },
			terms: terms === undefined ? null : forms.id(terms),
			revises: revises === undefined ? null : forms.id(revises)
		});
		const submission = submissionValue(app, params, await submitting.show(app, at, id));
		said.set('location', submission.links.self);
		return checkedValue(report, submission);
	},
	{
		before: ({ app, actor, params }) =>
			submitting.admit(app, { actor, slug: params.study, release: params.release })
	}
);

/** How a file is called that comes without a name. */
const nameOf = (request: Request) =>
	SUBMISSION_TYPES[typeOf(request) as keyof typeof SUBMISSION_TYPES];

export const fallback = api.fallback(listSubmissions, sendSubmission);
