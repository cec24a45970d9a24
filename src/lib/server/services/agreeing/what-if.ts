/** Rules and bands compared before a release, and how much final scores depend on one rating or one rater. */
import { consensusOf, type ConsensusSettings } from '#lib/domain/consensus.ts';
import type { Page } from '#lib/domain/page.ts';
import {
	EFFECTS,
	ratersAsked,
	settingsAsked,
	type Asked,
	type Compared,
	type Effect,
	type ExpectedLoss,
	type WithoutRater
} from '#lib/domain/what-if.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { nameForObserver } from '../../auth/pseudonyms.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { panelOf } from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as members from '../../store/members.ts';
import * as opinions from '../../store/opinions.ts';
import * as studies from '../../store/studies.ts';
import type { Turned } from './what-if-figures.ts';

/** An action that would end in another way, with its text. */
export type TurnedAction = Omit<Turned, 'actionId'> & {
	number: number;
	text: string;
	category: string;
};

export type WhatIf = {
	/** When all of this was so; milliseconds since 1970. */
	asOf: number;
	now: ConsensusSettings;
	/** Actions of the study, and those of them that a ruling has settled, whatever the rule. */
	actions: number;
	ruled: number;
	/** Every rule and band at this number of raters an action, and other numbers by the rule of the study. */
	ratersPerCase: number;
	rules: Compared[];
	byRaters: Compared[];
	oneRating: ExpectedLoss;
	/** Those without whom most actions would end in another way, by pseudonym, and how many raters there are. */
	raters: { of: number; some: (WithoutRater & { rater: string })[] };
	/** What was chosen to be looked at, action by action; null where nothing was. */
	chosen: (Compared & { show: Effect | null; turned: Page<TurnedAction> }) | null;
};

/** Actions with their texts on one page. */
const TURNED_A_PAGE = 25;

/** Raters that the page names. */
const RATERS_SHOWN = 10;

type View = Asked & { show?: string | null; page?: number };

/**
 * What would become of the final scores of a study by other rules, bands and numbers of raters. Over the ratings under
 * a signature, as a release holds them; a ruling that holds stays what it is. Nothing is changed by it.
 *
 * @param view which combination is looked at action by action, as an address has it
 * @throws Refusal for whoever neither runs nor observes the study
 */
export async function whatIf(
	app: App,
	actor: Actor,
	slug: string,
	view: View = {}
): Promise<WhatIf> {
	const { study, named } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	if (!named) await nameForObserver(app, actor, slug);
	return app.crew.ask(compared, { studyId: study.id, ...view });
}

const compared = task(
	'agreeing.what-if',
	'figures',
	async (
		app,
		{ studyId, show: wanted, page = 1, ...asked }: View & { studyId: number }
	): Promise<WhatIf> => {
		const { patternsOf } = await import('./score-patterns.ts');
		const figures = await import('./what-if-figures.ts');
		const panel = await panelOf(app, studyId);
		const asOf = app.now();
		return read(app.db, function* (tx) {
			const study = (yield* studies.byId(tx, { id: studyId }))!;
			const ruled = new Set((yield* adjudications.holding(tx, study)).keys());
			const patterned = patternsOf(panel, ruled);
			const now = consensusOf(study);
			const ratersPerCase = ratersAsked(now, asked);
			const { rules, byRaters, oneRating, raters } = figures.figuresOf(
				patterned,
				now,
				ratersPerCase
			);
			const then = settingsAsked(now, asked);
			const show = EFFECTS.find((effect) => effect === wanted) ?? null;
			const place = { page, size: TURNED_A_PAGE };
			const turned = then && figures.turnedBy(patterned, [now, then], show, place);
			const outcome = then && figures.comparedWith(patterned, now, then);
			return {
				...{ asOf, now, ruled: patterned.ruled, ratersPerCase, rules, byRaters, oneRating },
				actions: panel.cases.reduce((sum, { actions }) => sum + actions.length, 0),
				raters: {
					of: raters.length,
					some: yield* underPseudonyms(tx, studyId, raters.slice(0, RATERS_SHOWN))
				},
				chosen: outcome &&
					turned && {
						...outcome,
						show,
						turned: { ...turned, rows: yield* inWords(tx, turned.rows) }
					}
			};
		});
	}
);

/** By pseudonym where they have one, else in the order they joined. */
function* underPseudonyms<T extends { memberId: number }>(
	tx: Queries,
	studyId: number,
	raters: readonly T[]
): Steps<(Omit<T, 'memberId'> & { rater: string })[]> {
	const people = (yield* members.ofStudy(tx, { studyId })).sort(members.byPseudonym);
	const nameOf = new Map(people.map(({ id, pseudonym }, at) => [id, pseudonym ?? `r${at + 1}`]));
	return raters.map(({ memberId, ...rest }) => ({ ...rest, rater: nameOf.get(memberId)! }));
}

/** The texts of the actions on a page. */
function* inWords(tx: Queries, turned: readonly Turned[]): Steps<TurnedAction[]> {
	const texts = yield* opinions.actions(
		tx,
		turned.map(({ actionId }) => actionId)
	);
	const textOf = new Map(texts.map(({ id, ...text }) => [id, text]));
	return turned.map(({ actionId, ...action }) => ({ ...action, ...textOf.get(actionId)! }));
}
