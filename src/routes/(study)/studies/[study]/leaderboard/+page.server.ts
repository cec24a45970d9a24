import { SUBMISSION_STATES } from '#lib/domain/submission.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import * as boards from '#lib/server/services/boards/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';

/** The board of the release that the address names, or the newest; what waits, and a page of what is on it. */
export const load = studyPage(({ app, actor, slug, url }) => {
	const page = (name: string) => Number(url.searchParams.get(name) ?? 1);
	return boards.desk(app, actor, slug, {
		release: forms.id(url.searchParams.get('release') ?? ''),
		waiting: page('waiting'),
		entries: page('page')
	});
});

/** The board that a form is about, as it was shown. */
const MEANT = { release: field.id, seen: field.id };

/** How a submission stood when it was decided on. */
const SEEN_STATE = field.oneOf(SUBMISSION_STATES);

export const actions = {
	make: studyAction(
		{ release: field.id },
		({ app, actor, slug }, { release }) => boards.make(app, actor, slug, release),
		(_, { release }) =>
			`Release ${release} has a leaderboard. Nobody else sees it, and it takes no submissions, before you say so.`
	),

	set: studyAction(
		{
			...MEANT,
			...{ scheme: field.oneOf(SCHEME_NAMES), dailyLimit: field.text, terms: field.text },
			...{ showsOwnResult: field.ticked, humanLine: field.id }
		},
		({ app, actor, slug }, { humanLine, ...values }) =>
			boards.change(app, actor, slug, { ...values, humanLine: humanLine || null }),
		() => 'Saved.',
		{ of: 'settings', keep: 'values' }
	),

	accepts: studyAction(
		{ ...MEANT, accepts: field.oneOf(['no', 'yes']) },
		({ app, actor, slug }, { accepts, ...meant }) =>
			boards.change(app, actor, slug, { ...meant, accepts: accepts === 'yes' }),
		(_, { accepts }) =>
			accepts === 'yes'
				? 'It takes submissions now.'
				: 'It takes no more submissions. Those that were sent can still be decided on.'
	),

	publish: studyAction(
		MEANT,
		({ app, actor, slug }, meant) => boards.publish(app, actor, slug, meant),
		(_, { release }) => `The leaderboard of release ${release} is public.`
	),

	unpublish: studyAction(
		MEANT,
		({ app, actor, slug }, meant) => boards.unpublish(app, actor, slug, meant),
		(_, { release }) => `The leaderboard of release ${release} is not public any more.`
	),

	approve: studyAction(
		{ approve: field.id, seen: SEEN_STATE },
		({ app, actor, slug }, { approve: id, seen }) =>
			submitting.approve(app, actor, slug, { id, seen }),
		(name) => `“${name}” is on the leaderboard.`
	),

	reject: studyAction(
		{ reject: field.id, seen: SEEN_STATE, reason: field.text },
		({ app, actor, slug }, { reject: id, ...given }) =>
			submitting.reject(app, actor, slug, { id, ...given }),
		(name) => `“${name}” is rejected. Whoever sent it is told why.`
	)
};
