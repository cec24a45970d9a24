import { dueSchema } from '#lib/domain/round.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { SEEN, seenIn } from './seen.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const look = await rounds.overview(app, actor, slug);
	const letters = url.searchParams.has('letters')
		? await mailing.lettersOfRound(app, actor, slug)
		: null;
	return { look, letters, mail: mailing.isOn(app) };
});

export const actions = {
	due: studyAction(
		{ ...SEEN, due: field.text },
		({ app, actor, slug }, values) =>
			rounds.setDue(app, actor, slug, dueSchema.parse(values).due, seenIn(values)),
		(_, { due }) => (due === '' ? 'There is no due date now.' : 'The due date is saved.'),
		{ keep: 'entered' }
	),

	close: studyAction(
		SEEN,
		({ app, actor, slug }, seen) => rounds.setLocked(app, actor, slug, true, seenIn(seen)),
		(_, { round }) =>
			`Round ${round} is closed. You can open it again until the next round is opened.`
	),

	openAgain: studyAction(
		SEEN,
		({ app, actor, slug }, seen) => rounds.setLocked(app, actor, slug, false, seenIn(seen)),
		(_, { round }) => `Round ${round} is open again.`
	)
};
