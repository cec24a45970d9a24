import { fromRuns, toRuns } from '#lib/domain/runs.ts';
import * as cases from '#lib/server/services/cases/index.ts';
import * as referring from '#lib/server/services/referring/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';
import { PICKED, pickedIn } from '#lib/server/web/picking.ts';
import { calledBackWords, chosenWords, excludedWords, referredWords } from './done-words.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const sought = { ...soughtIn(url), page: pageNumber(url) };
	const [disagreements, adjudicators] = await Promise.all([
		disagreeing.disagreements(app, actor, slug, sought),
		referring.adjudicators(app, actor, slug)
	]);
	return { disagreements, adjudicators };
});

const soughtIn = ({ searchParams }: URL): disagreeing.SoughtDisagreements => ({
	show: searchParams.get('show'),
	specialty: searchParams.get('specialty'),
	category: searchParams.get('category'),
	sent: searchParams.get('sent'),
	find: searchParams.get('find')
});

type Ticks = { picked: string; shown: string; action: number[] };

/** Which actions a button is about: its own one; those of a question, or that were just sent; or what is ticked. */
const CHOSEN = { ...PICKED, only: field.id, ids: field.text };
type Chosen = Ticks & { only: number; ids: string };

function chosenIn({ only, ids, ...ticks }: Chosen): number[] {
	if (only > 0) return [only];
	return ids === '' ? pickedIn(ticks) : fromRuns(ids);
}

/** What stays ticked of what was, as a form sends it. */
function left(ticks: Ticks, done: readonly number[]): string {
	const gone = new Set(done);
	return toRuns(pickedIn(ticks).filter((id) => !gone.has(id)));
}

/** What is asked about before it is done: with what is ticked, or with the one action whose button it is. */
const QUESTIONS = ['adjudication', 'exclude'] as const;
type Question = { asks: (typeof QUESTIONS)[number]; ids: string; of: number; some: string[] };

export const actions = {
	/** Keeps the ticks, or asks. */
	pick: studyAction(
		{
			...{ ...PICKED, then: field.oneOf(['keep', 'all', 'none', ...QUESTIONS]) },
			...{ adjudication: field.id, exclude: field.id }
		},
		async ({ app, actor, slug, url }, { then, adjudication, exclude, ...ticks }) => {
			const only = { adjudication, exclude };
			const asks = QUESTIONS.find((one) => only[one] > 0 || one === then);
			const ticked = then === 'none' ? [] : pickedIn(ticks);
			const more =
				then === 'all' ? await disagreeing.disagreementIds(app, actor, slug, soughtIn(url)) : [];
			const picked = [...new Set([...ticked, ...more])];
			const ids = asks !== undefined && only[asks] > 0 ? [only[asks]] : picked;
			// Also where nothing is asked: it is what refuses whoever does not run the study.
			const named = await referring.named(app, actor, slug, ids);
			const isAsked = asks !== undefined && ids.length > 0;
			const question: Question | null = isAsked ? { asks, ids: toRuns(ids), ...named } : null;
			return { picked, question };
		},
		({ picked, question }) => ({
			done: question === null ? chosenWords(picked.length) : '',
			picked: toRuns(picked),
			question
		})
	),

	toRound: studyAction(
		CHOSEN,
		({ app, actor, slug }, chosen) =>
			referring.refer(app, actor, slug, { to: 'round', actionIds: chosenIn(chosen) }),
		(outcome, values) => ({
			done: referredWords(outcome),
			undo: toRuns(outcome.done),
			picked: left(values, outcome.done)
		}),
		{ of: 'toRound' }
	),

	toAdjudication: studyAction(
		{ ...CHOSEN, member: field.id, note: field.lines },
		({ app, actor, slug }, { member, note, ...chosen }) =>
			referring.refer(app, actor, slug, {
				...{ to: 'adjudication', note, actionIds: chosenIn(chosen) },
				memberId: member > 0 ? member : null
			}),
		(outcome, values) => ({
			done: referredWords(outcome),
			undo: toRuns(outcome.done),
			picked: left(values, outcome.done)
		}),
		{ of: 'adjudication', keep: 'entered' }
	),

	exclude: studyAction(
		{ ...CHOSEN, reason: field.lines },
		({ app, actor, slug }, { reason, ...chosen }) =>
			cases.withdrawActions(app, actor, slug, { reason, actionIds: chosenIn(chosen) }),
		(outcome, values) => ({ done: excludedWords(outcome), picked: left(values, outcome.done) }),
		{ of: 'exclude', keep: 'entered' }
	),

	callBack: studyAction(
		CHOSEN,
		({ app, actor, slug }, chosen) =>
			referring.callBack(app, actor, slug, { actionIds: chosenIn(chosen) }),
		(outcome, values) => ({ done: calledBackWords(outcome), picked: left(values, outcome.done) }),
		{ of: 'callBack' }
	)
};
