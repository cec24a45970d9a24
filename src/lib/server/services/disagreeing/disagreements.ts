/** The actions a coordinator has to settle or should look at again, worst first, with what each rater says of them. */
import { consensusOf } from '#lib/domain/consensus.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf, watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { panelOf, type StudyPanel } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as opinions from '../../store/opinions.ts';
import * as studies from '../../store/studies.ts';
import { marksOf } from './marks.ts';
import { narrowed, type Narrowed, type SoughtDisagreements } from './narrowing.ts';
import { rankingOf, type Ranking } from './ranking.ts';
import { commentedCases, inWords, type CommentedCases, type Disagreement } from './said.ts';

export type Disagreements = Omit<Narrowed, 'wanted'> & {
	/** Worst first. */
	actions: Page<Disagreement>;
	/** The cases that have comments as a whole, within what is sought. */
	cases: CommentedCases;
	/** Actions with a reason or a concern, whatever is sought. */
	concerning: number;
	/** Actions of the study that anybody has said anything of, and unresolved ones whose scores still come in. */
	rated: number;
	awaited: number;
	/** The number of the round that is opened next. */
	nextRound: number;
	/** When this was counted: milliseconds since 1970. */
	at: number;
};

/** An action takes more room than a row of a table: fewer make a page. */
export const DISAGREEMENTS_A_PAGE = 30;

/**
 * The actions of a study that are unresolved, and those that give reason to look at them again: one of the raters
 * flagged it, commented on it or could not rate it, or they are apart though the rule settles it. Over every rating
 * so far, submitted or not; a page of them.
 *
 * An observer is shown the scores, and nothing that anybody wrote.
 *
 * @param sought as an address has it; what there is not is read as all
 * @throws Refusal for whoever neither runs nor observes the study
 */
export async function disagreements(
	app: App,
	actor: Actor,
	slug: string,
	{ page = 1, ...sought }: SoughtDisagreements & { page?: number } = {}
): Promise<Disagreements> {
	const { study, named } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	const shown = await app.crew.ask(found, { studyId: study.id, userId: actor.id, sought, page });
	return named ? shown : withoutWords(shown);
}

/** The ids of all the actions that are sought, for those who run the study. */
export async function disagreementIds(
	app: App,
	actor: Actor,
	slug: string,
	sought: SoughtDisagreements
): Promise<number[]> {
	const { id: studyId } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(foundIds, { studyId, userId: actor.id, sought });
}

/** The figures alone: words may tell who wrote them. */
function withoutWords(shown: Disagreements): Disagreements {
	const { actions } = shown;
	const bare = actions.rows.map((action) => ({
		...action,
		final: action.final.basis === 'adjudicated' ? { ...action.final, reason: null } : action.final,
		sent: action.sent === null ? null : { ...action.sent, member: null, note: '' },
		opinions: [],
		comments: []
	}));
	return { ...shown, actions: { ...actions, rows: bare }, cases: { of: 0, some: [] } };
}

type Given = { studyId: number; userId: number | null; sought: SoughtDisagreements };

const found = task(
	'disagreeing.disagreements',
	'figures',
	async (app, { page, ...given }: Given & { page: number }): Promise<Disagreements> => {
		const { studyId, sought } = given;
		const panel = await panelOf(app, studyId);
		return read(app.db, function* (tx) {
			const study = (yield* studies.byId(tx, { id: studyId }))!;
			const ranking = yield* ranked(tx, study, panel, given.userId);
			const heads = (yield* opinions.commentedCases(tx, { studyId })).map((head) => ({
				...{ ...head, specialty: specialtyName(head.specialty) }
			}));
			const { wanted, ...facets } = narrowed(panel, ranking.actions, heads, sought);
			const shown = cut(wanted, page, DISAGREEMENTS_A_PAGE);
			const { specialty, find } = facets.filter;
			const commented = heads.filter(
				(head) =>
					(specialty === null || head.specialty === specialty) &&
					head.externalId.toLowerCase().includes(find.toLowerCase())
			);
			return {
				...facets,
				actions: { ...shown, rows: yield* inWords(tx, study, shown.rows) },
				cases: yield* commentedCases(tx, commented),
				concerning: ranking.actions.length,
				...{ rated: ranking.rated, awaited: ranking.awaited },
				...{ nextRound: panel.present.number + 1, at: app.now() }
			};
		});
	}
);

const foundIds = task('disagreeing.disagreement-ids', 'figures', async (app, given: Given) => {
	const panel = await panelOf(app, given.studyId);
	const { actions } = await read(app.db, function* (tx) {
		const study = (yield* studies.byId(tx, { id: given.studyId }))!;
		return yield* ranked(tx, study, panel, given.userId);
	});
	const { wanted } = narrowed(panel, actions, [], given.sought);
	return wanted.map(({ item, at }) => item.actions[at]!.id);
});

function* ranked(
	tx: Queries,
	study: studies.Study,
	panel: StudyPanel,
	userId: number | null
): Steps<Ranking> {
	const own = userId === null ? undefined : yield* members.find(tx, { studyId: study.id, userId });
	const isApart = own !== undefined && isAdjudicator(own);
	return rankingOf(panel, consensusOf(study), yield* marksOf(tx, study, isApart));
}
