import { fail } from '@sveltejs/kit';
import * as assigning from '#lib/server/services/assigning.ts';
import * as coverage from '#lib/server/services/coverage.ts';
import * as people from '#lib/server/services/members.ts';
import { attempt, orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { many } from '#lib/components/figures.ts';
import type { Actions, PageServerLoad } from './$types';

const path = (slug: string) => `/studies/${slug}/assignments`;

export const load: PageServerLoad = async ({ locals, params }) => {
	const { app } = locals;
	const actor = requireActor(locals, path(params.study));
	const [plan, matrix, members] = await orErrorPage(
		Promise.all([
			assigning.previewPlan(app, actor, params.study),
			coverage.ofStudy(app, actor, params.study),
			people.list(app, actor, params.study)
		])
	);
	return { plan, ...tables(matrix), raters: members.filter(canRate) };
};

const canRate = ({ role, email }: people.StudyMember) => role === 'rater' && email !== null;

/** Turns the matrix into a line a case, with those who have it. */
function tables({ raters, rows }: coverage.Coverage) {
	return {
		rows: rows.map(({ externalId, specialty, actions, cells, wanted }) => ({
			externalId,
			specialty,
			actions,
			wanted,
			assigned: cells.flatMap((cell, index) =>
				cell === null ? [] : [{ ...cell, name: raters[index]!.name }]
			)
		}))
	};
}

export const actions: Actions = {
	apply: async ({ locals, params }) => {
		const actor = requireActor(locals, path(params.study));
		const applied = await attempt(assigning.applyPlan(locals.app, actor, params.study));
		if (!applied.ok) return fail(applied.status, { message: applied.message });
		return { done: `${many(applied.value.assign.length, 'assignment')} made.` };
	},

	assign: async ({ request, locals, params }) => {
		const actor = requireActor(locals, path(params.study));
		const form = await forms.read(request);
		const externalId = forms.text(form, 'case');
		const memberId = forms.id(forms.text(form, 'member'));
		const assigned = await attempt(
			assigning.assignByHand(locals.app, actor, params.study, { externalId, memberId })
		);
		if (!assigned.ok) return fail(assigned.status, { message: assigned.message });
		return { done: `${externalId} is assigned.` };
	},

	unassign: async ({ request, locals, params }) => {
		const actor = requireActor(locals, path(params.study));
		const assignment = forms.id(forms.text(await forms.read(request), 'assignment'));
		const removed = await attempt(assigning.unassign(locals.app, actor, params.study, assignment));
		if (!removed.ok) return fail(removed.status, { message: removed.message });
		return { done: 'The assignment is taken back.' };
	}
};
