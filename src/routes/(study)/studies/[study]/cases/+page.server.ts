import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { columnsOf, TEMPLATES } from '#lib/formats/templates.ts';
import { sampleFiles } from '#lib/server/demo/sample.ts';
import * as cases from '#lib/server/services/cases/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import { attempt, requireActor, tellWhen } from '#lib/server/web/answers.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { named, ofStudy, studyPage } from '#lib/server/web/pages.ts';
import { chosen } from './upload.ts';
import { viewOf } from './view.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const view = viewOf(url);
	return {
		list: await cases.list(app, actor, slug, view),
		view,
		underWay: await importing.underWay(app, actor, slug),
		tables: TEMPLATES.map((name) => ({ name, columns: columnsOf(name) }))
	};
});

const TOO_LARGE =
	'The files are larger than this server takes at once. Import a zip, which is smaller, or import in parts.';

/** Keeps the files that were chosen, and leads to what is in them. */
async function send(event: RequestEvent) {
	const { locals, params, url, request } = event;
	const actor = requireActor(locals, url.pathname);
	const { app, slug } = ofStudy({ app: locals.app, actor, params: named(params), url });
	const kept = await attempt(async () => {
		// Nothing of the files is read for somebody who may not import.
		await studies.settings(app, actor, slug);
		return importing.keepFiles(
			app,
			actor,
			slug,
			await chosen(await forms.readFiles(request, TOO_LARGE))
		);
	});
	if (kept.ok) redirect(303, `/studies/${slug}/cases/import/${kept.value}`);
	tellWhen(event, kept);
	const { status, message } = kept;
	return fail(status, { of: 'send' as const, message });
}

export const actions = {
	send,

	sample: studyAction(
		{},
		async ({ app, actor, slug }) =>
			importing.importCases(app, actor, slug, { files: await sampleFiles() }),
		({ cases: { new: added } }) =>
			`${added} synthetic cases are in the study now. Try what you like.`,
		{ of: 'sample' }
	),

	remove: studyAction(
		{ case: field.text, seen: field.id },
		({ app, actor, slug }, { case: externalId, seen }) =>
			cases.remove(app, actor, { slug, externalId, seen }),
		(_, { case: externalId }) => `${externalId} was deleted. Only the trail still knows it.`,
		{ of: 'remove' }
	)
};
