import { fail, isHttpError, type RequestEvent } from '@sveltejs/kit';
import * as cases from '#lib/server/services/cases/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { attempt, requireActor, tellWhen } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { ofStudy, named, studyPage, type StudyAsking } from '#lib/server/web/pages.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { REWORDING_POLICIES } from '#lib/domain/import.ts';
import { columnsOf, TEMPLATES } from '#lib/formats/templates.ts';
import { sampleFiles } from '#lib/server/demo/sample.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { chosen, TOO_LARGE } from './upload.ts';
import { viewOf } from './view.ts';

/** Problems a page shows; the rest is counted, and told again when these are mended. */
const MOST_PROBLEMS = 200;

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const view = viewOf(url);
	return {
		list: await cases.list(app, actor, slug, view),
		view,
		tables: TEMPLATES.map((name) => ({ name, columns: columnsOf(name) }))
	};
});

/** A form with files: nothing of it is read for somebody who may not import. */
function upload<About extends 'cases' | 'ratings', Outcome>(
	about: About,
	dryRun: boolean,
	imports: (asking: StudyAsking, form: FormData) => Promise<Outcome>
) {
	return async (event: RequestEvent) => {
		const { locals, params, url, request } = event;
		const actor = requireActor(locals, url.pathname);
		const asking = ofStudy({ app: locals.app, actor, params: named(params), url });
		const imported = await attempt(async () => {
			await studies.settings(asking.app, actor, asking.slug);
			return imports(asking, await formOf(request));
		});
		if (imported.ok) {
			const outcome = { [about]: imported.value } as { [Name in About]: Outcome };
			return { about, dryRun, ...outcome };
		}
		tellWhen(event, imported);
		const { status, message, problems } = imported;
		return fail(status, {
			about,
			message,
			problems: problems.slice(0, MOST_PROBLEMS),
			problemCount: problems.length
		});
	};
}

async function formOf(request: Request): Promise<FormData> {
	try {
		return await forms.read(request);
	} catch (thrown) {
		if (isHttpError(thrown, 413)) throw new Refusal('limit', TOO_LARGE);
		throw thrown;
	}
}

const ofCases = (dryRun: boolean) =>
	upload('cases', dryRun, async ({ app, actor, slug }, form) => {
		const [asked] = forms.texts(form, 'rewording');
		return importing.importCases(app, actor, slug, await chosen(form), {
			dryRun,
			rewording: REWORDING_POLICIES.find((policy) => policy === asked) ?? 'refuse',
			...missing(form)
		});
	});

/** What is to become of the cases that are not in the file, of which the page has named so many. */
function missing(form: FormData): Pick<importing.ImportOptions, 'withdrawMissing'> {
	if (!form.has('withdrawMissing')) return {};
	const [expected] = forms.texts(form, 'missing');
	const reason = forms.text(form, 'withdrawReason');
	return { withdrawMissing: { reason, expected: Number(expected ?? 0) } };
}

const ofRatings = (dryRun: boolean) =>
	upload('ratings', dryRun, async ({ app, actor, slug }, form) => {
		const file = form.get('ratings');
		if (file === null || typeof file === 'string' || file.name === '') {
			throw new Refusal('invalid', 'Choose a file ratings.csv or ratings.xlsx.');
		}
		const csv = new Uint8Array(await file.arrayBuffer());
		return importing.importRatings(app, actor, slug, csv, { dryRun });
	});

export const actions = {
	check: ofCases(true),
	import: ofCases(false),
	checkRatings: ofRatings(true),
	importRatings: ofRatings(false),

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
