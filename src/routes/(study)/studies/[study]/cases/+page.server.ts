import { fail } from '@sveltejs/kit';
import * as cases from '#lib/server/services/cases/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import {
	attempt,
	orErrorPage,
	requireActor,
	type Failure,
	type SignedInActor
} from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { chosen, isTooLarge, TOO_LARGE } from './upload.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Problems a page shows; the rest is counted, and told again when these are mended. */
const MOST_PROBLEMS = 200;

const path = (slug: string) => `/studies/${slug}/cases`;

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = requireActor(locals, path(params.study));
	return { cases: await orErrorPage(cases.list(locals.app, actor, params.study)) };
};

/** Takes the files of those who may import; from anyone else nothing is read. */
async function readForm(
	{ app }: App.Locals,
	slug: string,
	actor: SignedInActor,
	request: Request
): Promise<FormData> {
	await studies.settings(app, actor, slug);
	try {
		return await request.formData();
	} catch (thrown) {
		if (isTooLarge(thrown)) throw new Refusal('limit', TOO_LARGE);
		throw thrown;
	}
}

/** Which of the two forms was refused, and all that is wrong as far as a page can show it. */
function refused(about: 'cases' | 'ratings', { status, message, problems }: Failure) {
	return fail(status, {
		about,
		message,
		problems: problems.slice(0, MOST_PROBLEMS),
		problemCount: problems.length
	});
}

async function importCases({ request, locals, params }: RequestEvent, dryRun: boolean) {
	const actor = requireActor(locals, path(params.study));
	const imported = await attempt(
		(async () => {
			const form = await readForm(locals, params.study, actor, request);
			const rewording = forms.text(form, 'rewording') === 'version' ? 'version' : 'refuse';
			const sent = await chosen(form);
			return importing.importCases(locals.app, actor, params.study, sent, { dryRun, rewording });
		})()
	);
	if (!imported.ok) return refused('cases', imported);
	return { about: 'cases' as const, dryRun, cases: imported.value };
}

async function importRatings({ request, locals, params }: RequestEvent, dryRun: boolean) {
	const actor = requireActor(locals, path(params.study));
	const imported = await attempt(
		(async () => {
			const file = (await readForm(locals, params.study, actor, request)).get('ratings');
			if (file === null || typeof file === 'string' || file.name === '') {
				throw new Refusal('invalid', 'Choose a file ratings.csv.');
			}
			const csv = new Uint8Array(await file.arrayBuffer());
			return importing.importRatings(locals.app, actor, params.study, csv, { dryRun });
		})()
	);
	if (!imported.ok) return refused('ratings', imported);
	return { about: 'ratings' as const, dryRun, ratings: imported.value };
}

export const actions: Actions = {
	check: (event) => importCases(event, true),
	import: (event) => importCases(event, false),
	checkRatings: (event) => importRatings(event, true),
	importRatings: (event) => importRatings(event, false)
};
