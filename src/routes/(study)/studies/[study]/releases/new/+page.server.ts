import { redirect } from '@sveltejs/kit';
import { choicesIn } from '#lib/domain/release-choices.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import { stopErrand } from '#lib/server/web/errands.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';

/** The check list of what the address chooses. */
export const load = studyPage(async ({ app, actor, slug, url }) => {
	const check = await releasing.check(app, actor, slug, choicesIn(url.searchParams));
	const { choices, seen } = check;
	const computes = url.searchParams.has('baselines');
	const [baselines, card, errand] = await Promise.all([
		releasing.baselines(app, { actor, slug, choices, seen }, { computes }),
		url.searchParams.has('card') ? releasing.card(app, actor, slug, choices) : null,
		errands.underWay(app, actor, slug, { kind: 'release', asked: null })
	]);
	return { check, baselines, card, errand };
});

/** What goes with the press; the choices stand in the address. */
const PRESS = { seen: field.text, read: field.ticked, known: field.ticked, note: field.lines };

export const actions = {
	/** Asks once more. */
	ask: studyAction(
		PRESS,
		({ app, actor, slug, url }, press) =>
			releasing.askToMake(app, actor, slug, { ...press, ...choicesIn(url.searchParams) }),
		(number, { note }) => ({ done: '', question: { number, note } }),
		{ keep: 'entered' }
	),

	make: studyAction(
		PRESS,
		async ({ app, actor, slug, url }, press) => {
			const asked = { ...press, ...choicesIn(url.searchParams) };
			return { slug, errand: await releasing.makeSoon(app, actor, slug, asked) };
		},
		({ slug, errand }) => redirect(303, `/studies/${slug}/releases?errand=${errand}`),
		{ keep: 'entered' }
	),

	stop: stopErrand
};
