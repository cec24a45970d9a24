import { many } from '#lib/components/figures.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => ({
	rules: await assigning.planRules(app, actor, slug, {
		page: pageNumber(url),
		search: url.searchParams.get('q') ?? '',
		rater: forms.id(url.searchParams.get('rater') ?? '')
	})
}));

/** Each answer names the form that it is for, as `of`. */
export const actions = {
	rules: studyAction(
		{
			specialty: field.many,
			near: field.many,
			generalists: field.list,
			generalistsPerCase: field.text,
			repeatShare: field.text,
			repeatGapDays: field.text,
			seed: field.text
		},
		async ({ app, actor, slug }, { near, ...rules }) => {
			const named = { ...rules, near: near.map(forms.list) };
			const seed = await assigning.changePlanRules(app, actor, slug, named);
			return assigning.computePlan(app, actor, slug, { seed });
		},
		() => 'The rules are saved, and the plan is being computed with them.',
		{ of: 'rules', keep: 'entered' }
	),

	caps: studyAction(
		{ member: field.ids, cap: field.many },
		({ app, actor, slug }, { member, cap }) =>
			people.changeCaps(
				app,
				actor,
				slug,
				member.map((memberId, at) => ({ memberId, cap: cap[at] ?? '' }))
			),
		(changed) =>
			changed === 0
				? 'No cap was changed.'
				: `${many(changed, 'cap')} saved. Compute the plan again to use ${changed === 1 ? 'it' : 'them'}.`,
		{ of: 'caps', keep: 'caps' }
	)
};
