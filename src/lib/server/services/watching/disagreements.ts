/** The actions a coordinator should look at again, worst first, with what each rater says of them. */
import type { Final } from '#lib/domain/consensus.ts';
import { CONCERNS, worstFirst, type Concern, type Spread } from '#lib/domain/disagreements.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { EMPTY_RATING, sameValue, type RatingValue } from '#lib/domain/rating.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { panelOf } from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as opinions from '../../store/opinions.ts';
import * as studies from '../../store/studies.ts';
import { concerning, type RankedAction } from './ranking.ts';

/** What one rater, by name, says of an action. */
export type Opinion = {
	rater: string;
	value: RatingValue;
	/** False while the rater may still change it without anybody's leave. */
	submitted: boolean;
};

/** What a rater has to say of a case as a whole. */
export type CaseComment = { rater: string; text: string };

export type Disagreement = {
	externalId: string;
	specialty: string;
	number: number;
	text: string;
	category: string;
	/** In ascending order. */
	scores: number[];
	spread: Spread;
	final: Final;
	concerns: Concern[];
	opinions: Opinion[];
	/** On its case as a whole. */
	comments: CaseComment[];
};

/** Null stands for all of them. */
export type Filter = { concern: Concern | null; specialty: string | null };

export type Disagreements = {
	/** What was asked for, as far as there is such a thing. */
	filter: Filter;
	/** Worst first. */
	actions: Page<Disagreement>;
	/** Actions of each concern within the specialty asked for, and all of them. */
	counts: Record<Concern | 'all', number>;
	/** The specialties with such an action or comment, by name. */
	specialties: string[];
	/** The cases that have comments as a whole, within the specialty asked for: some, and how many comments. */
	cases: { of: number; some: { externalId: string; comments: CaseComment[] }[] };
	/** Actions with a concern, whatever is asked for. */
	concerning: number;
	/** Actions of the study that anybody has said anything of. */
	rated: number;
};

/** An action takes more room than a row of a table: fewer make a page. */
export const DISAGREEMENTS_A_PAGE = 40;

/** Comments on whole cases that one page shows. */
const COMMENTS_SHOWN = 100;

type Asked = { show?: string | null; specialty?: string | null; page?: number };

/**
 * The actions of a study that give reason to look at them again: the raters are apart, or one of them flagged
 * it, commented on it or could not rate it. Over every rating so far, submitted or not; a page of them.
 *
 * An observer is shown the scores, and nothing that anybody wrote.
 *
 * @param asked which concern and which specialty, as an address has them; what there is not is read as all
 * @throws Refusal for whoever neither runs nor observes the study
 */
export async function disagreements(
	app: App,
	actor: Actor,
	slug: string,
	asked: Asked = {}
): Promise<Disagreements> {
	const { study, named } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	const shown = await app.crew.ask(found, { studyId: study.id, ...asked });
	return named ? shown : withoutWords(shown);
}

/** The figures alone: words may tell who wrote them. */
function withoutWords(shown: Disagreements): Disagreements {
	const { actions } = shown;
	const bare = actions.rows.map((action) => ({
		...action,
		final: action.final.basis === 'adjudicated' ? { ...action.final, reason: null } : action.final,
		opinions: [],
		comments: []
	}));
	return { ...shown, actions: { ...actions, rows: bare }, cases: { of: 0, some: [] } };
}

const found = task(
	'watching.disagreements',
	'figures',
	async (app, { studyId, show, specialty, page = 1 }: Asked & { studyId: number }) => {
		const panel = await panelOf(app, studyId);
		return read(app.db, function* (tx) {
			const study = (yield* studies.byId(tx, { id: studyId }))!;
			const settings = {
				rule: study.consensusRule,
				ratersPerCase: study.ratersPerCase,
				band: study.band
			};
			const { actions, rated } = concerning(
				panel,
				settings,
				yield* adjudications.holding(tx, study)
			);
			const heads = yield* opinions.commentedCases(tx, { studyId });
			const specialties = namesOf([
				...actions,
				...heads.map((head) => ({ specialty: specialtyName(head.specialty) }))
			]);
			const filter = {
				concern: CONCERNS.find((known) => known === show) ?? null,
				specialty: specialties.find((known) => known === specialty) ?? null
			};
			const within = actions.filter((action) => inSpecialty(filter, action));
			const wanted = within.filter(
				({ concerns }) => filter.concern === null || concerns.includes(filter.concern)
			);
			const shown = cut(worstFirst(wanted), page, DISAGREEMENTS_A_PAGE);
			const commented = heads.filter((head) =>
				inSpecialty(filter, { specialty: specialtyName(head.specialty) })
			);
			return {
				filter,
				actions: { ...shown, rows: yield* inWords(tx, shown.rows) },
				counts: countsOf(within),
				specialties,
				cases: {
					of: commented.reduce((sum, { comments }) => sum + comments, 0),
					some: yield* commentsOf(tx, commented)
				},
				concerning: actions.length,
				rated
			};
		});
	}
);

function inSpecialty(filter: Filter, { specialty }: { specialty: string }): boolean {
	return filter.specialty === null || filter.specialty === specialty;
}

function namesOf(places: readonly { specialty: string }[]): string[] {
	const names = new Set(places.map(({ specialty }) => specialty));
	return [...names].sort((a, b) => a.localeCompare(b, 'en'));
}

function countsOf(actions: readonly RankedAction[]): Disagreements['counts'] {
	const having = (concern: Concern) =>
		actions.filter(({ concerns }) => concerns.includes(concern)).length;
	const each = Object.fromEntries(CONCERNS.map((concern) => [concern, having(concern)]));
	return { ...(each as Record<Concern, number>), all: actions.length };
}

/** The texts of the actions on a page, and who said what. */
function* inWords(tx: Queries, actions: readonly RankedAction[]): Steps<Disagreement[]> {
	const texts = yield* opinions.actions(
		tx,
		actions.map(({ actionId }) => actionId)
	);
	const given = yield* opinions.ofActions(
		tx,
		actions.map(({ actionId }) => actionId)
	);
	const remarks = yield* opinions.onCases(tx, [...new Set(actions.map(({ caseId }) => caseId))]);
	const textOf = new Map(texts.map((text) => [text.id, text]));
	const givenOf = Map.groupBy(given, ({ actionId }) => actionId);
	const remarksOf = Map.groupBy(remarks, ({ caseId }) => caseId);
	return actions.map(({ caseId, actionId, ...action }) => {
		const { number, text, category } = textOf.get(actionId)!;
		return {
			...action,
			number,
			text,
			category,
			opinions: opinionsOf(givenOf.get(actionId) ?? []),
			comments: (remarksOf.get(caseId) ?? []).map(({ rater, text: said }) => ({
				rater,
				text: said
			}))
		};
	});
}

/** The newest round's of each rater that says anything. */
function opinionsOf(given: readonly opinions.Given[]): Opinion[] {
	const said = given.filter(({ value }) => !sameValue(value, EMPTY_RATING));
	const byMember = Map.groupBy(said, ({ memberId }) => memberId);
	return [...byMember.values()].map((theirs) => {
		const { rater, value, state } = theirs.at(-1)!;
		return { rater, value, submitted: state === 'submitted' };
	});
}

function* commentsOf(
	tx: Queries,
	heads: readonly { id: number; externalId: string; comments: number }[]
): Steps<Disagreements['cases']['some']> {
	const shown: (typeof heads)[number][] = [];
	let comments = 0;
	for (const head of heads) {
		if (comments + head.comments > COMMENTS_SHOWN && shown.length > 0) break;
		comments += head.comments;
		shown.push(head);
	}
	const remarks = yield* opinions.onCases(
		tx,
		shown.map(({ id }) => id)
	);
	const remarksOf = Map.groupBy(remarks, ({ caseId }) => caseId);
	return shown.map(({ id, externalId }) => ({
		externalId,
		comments: (remarksOf.get(id) ?? []).map(({ rater, text }) => ({ rater, text }))
	}));
}
