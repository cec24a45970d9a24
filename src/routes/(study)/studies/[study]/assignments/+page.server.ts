import { many } from '#lib/components/figures.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const [plan, { rows, short }, members] = await Promise.all([
		assigning.previewPlan(app, actor, slug),
		watching.assigned(app, actor, slug, pageNumber(url)),
		people.list(app, actor, slug)
	]);
	const raters = members
		.filter(({ canRate }) => canRate)
		.map(({ memberId, name, specialties, actions }) => ({ memberId, name, specialties, actions }));
	return { plan, rows, short, raters };
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

	unassign: studyAction(
		{ assignment: field.id },
		({ app, actor, slug }, { assignment }) => assigning.unassign(app, actor, slug, assignment),
		() => 'The assignment is taken back.'
	)
};
