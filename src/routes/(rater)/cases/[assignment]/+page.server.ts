import { parse } from '#lib/components/markdown.ts';
import { noticeWords } from '#lib/components/qualification-words.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { raterText } from '#lib/text/load.ts';
import type { PageServerLoad } from './$types';

/**
 * A case with the rater's own ratings. The guidelines are read here, so that no markup leaves the server, and
 * what is said of qualification is worded here, because the scripts of the case screen have a budget.
 */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = requireActor(locals, url.pathname);
	const { app, language } = locals;
	const id = forms.id(params.assignment);
	const { study, qualification, ...shown } = await orErrorPage(
		rating.openCase(app, actor, id, language)
	);
	const { name, synthetic, guidelines } = study;
	return {
		shown: {
			...shown,
			study: { name, synthetic },
			guidelines: parse(guidelines),
			qualification: qualification && {
				notice: noticeWords(await raterText(language), qualification, shown.state),
				warn: qualification.standing.kind === 'not-passed',
				key: qualification.key
			}
		}
	};
};
