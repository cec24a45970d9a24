import { redirect } from '@sveltejs/kit';
import { parse } from '#lib/components/markdown.ts';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';

/** One action to rule on. The guidelines are read here, so that no markup leaves the server. */
export const load = studyPage(async ({ app, actor, slug, params }) => {
	const { item, around, study } = await adjudicating.item(app, actor, slug, actionOf(params));
	const { guidelines, ...rest } = study;
	return {
		// The page stands outside of the frame, which would have said who looks.
		me: { id: actor.id, name: actor.name, isAdmin: actor.isAdmin },
		...{ item, around },
		study: { ...rest, guidelines: parse(guidelines) }
	};
});

export const actions = {
	/** Leads to the next action; to the same one where adjudicators turn out to differ. */
	rule: studyAction(
		{ score: field.text, reason: field.lines, seen: field.id },
		async ({ app, actor, slug, params }, values): Promise<string> => {
			const actionId = actionOf(params);
			const { state } = await adjudicating.rule(app, actor, slug, { actionId, ...values });
			const next =
				state === 'apart' && values.seen === 0
					? actionId
					: await adjudicating.nextAfter(app, actor, slug, actionId);
			const path = `/studies/${slug}/adjudicate`;
			redirect(303, next === null ? path : `${path}/${next}`);
		},
		(words) => words,
		{ of: 'rule', keep: 'entered' }
	)
};

const actionOf = (params: Record<string, string>) => forms.id(params.action ?? '');
