import { many } from '#lib/components/figures.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';
import { move } from './moving.ts';

/** The plan and who has what; or, where the address names a rater, all that this one has. */
export const load = studyPage(async ({ app, actor, slug, url }) => {
	const rater = url.searchParams.get('rater');
	if (rater !== null) {
		const asked = { memberId: forms.id(rater), page: pageNumber(url) };
		return { work: await assigning.workOf(app, actor, slug, asked), everyone: null };
	}
	const [plan, { rows, short }, members] = await Promise.all([
		assigning.previewPlan(app, actor, slug),
		watching.assigned(app, actor, slug, pageNumber(url)),
		people.list(app, actor, slug)
	]);
	const raters = members
		.filter(({ canRate }) => canRate)
		.map(({ memberId, name, specialties, actions }) => ({ memberId, name, specialties, actions }));
	return { work: null, everyone: { plan, rows, short, raters } };
});

export const actions = {
	apply: studyAction(
		{},
		({ app, actor, slug }) => assigning.applyPlan(app, actor, slug),
		({ of }) => `${many(of.assign, 'assignment')} made.`
	),

	assign: studyAction(
		{ case: field.text, member: field.id },
		({ app, actor, slug }, { case: externalId, member }) =>
			assigning.assignByHand(app, actor, slug, {
				externalId: externalId.trim(),
				memberId: member
			}),
		(_, { case: externalId }) => `${externalId.trim()} is assigned.`
	),

	move
};
