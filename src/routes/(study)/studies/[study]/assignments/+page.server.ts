import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { pageNumber, studyPage, type StudyAsking } from '#lib/server/web/pages.ts';
import { move } from './moving.ts';
import { appliedWords } from './plan-said.ts';

/**
 * The plan, or in a later round, which has none, whom else it could ask; or who has what, with the case to fill where the address names one; or, where it names a rater, all that
 * this one has.
 */
export const load = studyPage(async (asking) => {
	const { app, actor, slug, url } = asking;
	const rater = url.searchParams.get('rater');
	if (rater !== null) {
		const asked = { memberId: forms.id(rater), page: pageNumber(url) };
		return { ...NOTHING, work: await assigning.workOf(app, actor, slug, asked) };
	}
	const { number } = await rounds.present(app, actor, slug);
	if (url.searchParams.get('view') === 'held' || url.searchParams.has('case')) {
		return { ...NOTHING, held: { ...(await heldBy(asking)), isFirst: number === 1 } };
	}
	if (number > 1) return { ...NOTHING, later: await laterRound(asking, number) };
	return { ...NOTHING, plan: await planOf(asking) };
});

const NOTHING = { work: null, held: null, plan: null, later: null };

async function laterRound({ app, actor, slug }: StudyAsking, number: number) {
	return { number, leftOut: await assigning.leftOut(app, actor, slug) };
}

async function heldBy({ app, actor, slug, url }: StudyAsking) {
	const { rows, short } = await watching.assigned(app, actor, slug, pageNumber(url));
	const chosen = url.searchParams.get('case') ?? short[0]?.externalId ?? '';
	const who = url.searchParams.get('who') ?? '';
	const takers = await assigning.takers(app, actor, slug, { externalId: chosen, who });
	return { rows, short, chosen, takers, who };
}

function planOf({ app, actor, slug, url }: StudyAsking) {
	const asked = (name: string) => url.searchParams.get(name) ?? '';
	return assigning.planPage(app, actor, slug, {
		page: pageNumber(url),
		loads: Number(url.searchParams.get('loads') ?? 1),
		specialty: asked('specialty'),
		search: asked('q'),
		place: forms.id(asked('place')),
		who: asked('who')
	});
}

export const actions = {
	compute: studyAction(
		{ moving: field.ticked },
		({ app, actor, slug }, asked) => assigning.computePlan(app, actor, slug, asked),
		({ ready }) =>
			ready ? 'The plan is ready. Nothing is assigned yet.' : 'The plan is being computed.'
	),

	stop: studyAction(
		{},
		({ app, actor, slug }) => assigning.stopPlan(app, actor, slug),
		() => 'Computing was stopped. Nothing was assigned.'
	),

	choose: studyAction(
		{ place: field.id, member: field.text },
		({ app, actor, slug }, { place, member }) =>
			assigning.choosePlace(app, actor, slug, {
				placeId: place,
				memberId: member === 'nobody' ? null : forms.id(member)
			}),
		({ externalId, name }) =>
			name === null
				? `A place of ${externalId} stays empty in the plan.`
				: `${name} has a place of ${externalId} in the plan.`,
		{ of: 'choose' }
	),

	undo: studyAction(
		{},
		({ app, actor, slug }) => assigning.undoChoice(app, actor, slug),
		({ externalId, ready }) =>
			`The last change by hand, in ${externalId}, is undone.${ready ? '' : ' The plan is being computed without it.'}`
	),

	apply: studyAction(
		{ tell: field.ticked },
		({ app, actor, slug }, asked) => assigning.applyPlan(app, actor, slug, asked),
		appliedWords
	),

	askToo: studyAction(
		{ member: field.id },
		({ app, actor, slug }, { member }) => assigning.askToo(app, actor, slug, member),
		({ name, cases }) => `${name} is asked too, about ${cases} ${cases === 1 ? 'case' : 'cases'}.`
	),

	assign: studyAction(
		{ case: field.text, member: field.id },
		({ app, actor, slug }, { case: externalId, member }) =>
			assigning.assignByHand(app, actor, slug, {
				externalId: externalId.trim(),
				memberId: member
			}),
		(_, { case: externalId }) => `${externalId.trim()} is assigned.`,
		{ of: 'assign', keep: 'assigned' }
	),

	move
};
