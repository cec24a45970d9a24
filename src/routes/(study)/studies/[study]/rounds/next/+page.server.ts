import { OUTCOMES, type Choice } from '#lib/domain/next-round.ts';
import { dueSchema } from '#lib/domain/round.ts';
import { fromRuns, toRuns } from '#lib/domain/runs.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';
import { SEEN, seenIn } from '../seen.ts';
import { openedWords, pickedWords } from './next-words.ts';

/** What the next round would be by the rule of the study; or, by hand, a page of actions to choose from. */
export const load = studyPage(async ({ app, actor, slug, url }) => {
	const present = await rounds.present(app, actor, slug);
	const of = { present, mail: mailing.isOn(app), sought: soughtIn(url), few: hasFew(url) };
	const nothing = { ...of, preview: null, list: null };
	// Whoever looks must run the study, even where there is nothing to choose.
	const byHand = url.searchParams.get('by') === 'hand';
	if (byHand || present.lockedAt === null) {
		const list = await rounds.actionList(app, actor, slug, { ...of.sought, page: pageNumber(url) });
		return present.lockedAt === null ? nothing : { ...nothing, list };
	}
	const preview = await rounds.previewNext(app, actor, slug, { chosen: 'rule', few: of.few });
	return { ...nothing, preview };
});

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

/** What is ticked goes from page to page in the form: all of it, what of it is on this page, and what is ticked there. */
const PICKED = { picked: field.text, shown: field.text, action: field.chosenIds };

function pickedIn(values: { picked: string; shown: string; action: number[] }): number[] {
	const shown = new Set(fromRuns(values.shown));
	const elsewhere = fromRuns(values.picked).filter((id) => !shown.has(id));
	return [...elsewhere, ...values.action];
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
			...{ ...SEEN, chosen: field.oneOf(['rule', 'hand']), few: field.ticked },
			...{ picked: field.text, due: field.text, tell: field.ticked }
		},
		({ app, actor, slug }, { chosen, few, picked, tell, ...values }) =>
			rounds.openNext(app, actor, slug, {
				...(chosen === 'rule' ? { chosen, few } : { chosen, actionIds: fromRuns(picked) }),
				...{ dueAt: dueSchema.parse(values).due, tell, seen: seenIn(values) }
			}),
		(opened) => ({ done: openedWords(opened), opened: opened.number }),
		{ keep: 'entered' }
	)
};
