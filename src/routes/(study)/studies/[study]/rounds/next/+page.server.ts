import { OUTCOMES, type Choice } from '#lib/domain/next-round.ts';
import { dueSchema } from '#lib/domain/round.ts';
import { fromRuns, toRuns } from '#lib/domain/runs.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as referring from '#lib/server/services/referring/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';
import { PICKED, pickedIn } from '#lib/server/web/picking.ts';
import { SEEN, seenIn } from '../seen.ts';
import { openedWords, pickedWords } from './next-words.ts';

/**
 * What the next round would be by the rule of the study, or with what was sent to it; or, by hand, a page of actions to
 * choose from.
 */
export const load = studyPage(async ({ app, actor, slug, url }) => {
	const present = await rounds.present(app, actor, slug);
	// Whoever looks must run the study, even where there is nothing to choose.
	const { round: sent } = await referring.waitingCounts(app, actor, slug);
	const by = BY.find((known) => known === url.searchParams.get('by')) ?? 'rule';
	const of = { present, by, sent, mail: mailing.isOn(app) };
	const nothing = { ...of, sought: soughtIn(url), few: hasFew(url), preview: null, list: null };
	if (present.lockedAt === null) return nothing;
	if (by === 'hand') {
		const { sought } = nothing;
		const list = await rounds.actionList(app, actor, slug, { ...sought, page: pageNumber(url) });
		return { ...nothing, list };
	}
	const choice: Choice = by === 'sent' ? { chosen: by } : { chosen: by, few: nothing.few };
	const preview = await rounds.previewNext(app, actor, slug, choice);
	return { ...nothing, preview };
});

/** How the actions are chosen. */
const BY = ['rule', 'hand', 'sent'] as const;

const hasFew = (url: URL) => url.searchParams.has('few');

/** Longer than anything that is looked for. */
const MOST_SOUGHT = 200;

/** Those that are apart come first, because they are what most rounds ask; `all` is asked for by name. */
function soughtIn({ searchParams }: URL): rounds.Sought {
	const outcome = searchParams.get('outcome') ?? 'apart';
	const specialty = searchParams.get('specialty') ?? '';
	return {
		outcome: OUTCOMES.find((known) => known === outcome) ?? null,
		specialty: specialty === '' ? null : specialty,
		find: (searchParams.get('find') ?? '').slice(0, MOST_SOUGHT)
	};
}

export const actions = {
	pick: studyAction(
		{ ...PICKED, then: field.oneOf(['keep', 'all', 'none', 'preview']) },
		async ({ app, actor, slug, url }, { then, ...values }) => {
			const before = then === 'none' ? [] : pickedIn(values);
			const more = then === 'all' ? await rounds.actionIds(app, actor, slug, soughtIn(url)) : [];
			const actionIds = [...new Set([...before, ...more])];
			const choice: Choice = { chosen: 'hand', actionIds };
			// Also where nobody looks at it: it is what refuses whoever does not run the study.
			const preview = await rounds.previewNext(app, actor, slug, choice);
			return { picked: actionIds, preview: then === 'preview' ? preview : null };
		},
		({ picked, preview }) => ({
			done: pickedWords(picked.length, preview !== null),
			picked: toRuns(picked),
			preview
		})
	),

	open: studyAction(
		{
			...{ ...SEEN, chosen: field.oneOf(BY), few: field.ticked },
			...{ picked: field.text, due: field.text, tell: field.ticked }
		},
		({ app, actor, slug }, { chosen, few, picked, tell, ...values }) =>
			rounds.openNext(app, actor, slug, {
				...{ chosen, few, actionIds: fromRuns(picked) },
				...{ dueAt: dueSchema.parse(values).due, tell, seen: seenIn(values) }
			}),
		(opened) => ({ done: openedWords(opened), opened: opened.number }),
		{ keep: 'entered' }
	)
};
