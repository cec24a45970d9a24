/** How alike raters rate the same case twice: over the cases that are shown a second time. */
import type * as Cohen from '#lib/agreement/cohen.ts';
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import type * as Percent from '#lib/agreement/percent.ts';
import { SCORES } from '#lib/domain/scale.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as members from '../../store/members.ts';
import * as repeats from '../../store/repeats.ts';

/** The figures over some pairs of scores, the first and the second of each action. */
export type SelfFigures = {
	/** Cases that were signed both times, and actions that got a score both times. */
	cases: number;
	actions: number;
	/** Cohen's kappa with quadratic weights. */
	kappa: Coefficient;
	exact: Coefficient;
	withinOne: Coefficient;
};

export type SelfAgreement = {
	whole: SelfFigures & { raters: number };
	/** By pseudonym where they have one, else in the order they joined; those only who rated a case twice. */
	raters: (SelfFigures & { rater: string })[];
};

/** Agreement of each rater with oneself, in every round of a study. A "cannot rate" is in no pair. */
export async function selfAgreement(app: App, actor: Actor, slug: string): Promise<SelfAgreement> {
	const { study } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	return app.crew.ask(counted, study.id);
}

const counted = task('watching.self-agreement', 'figures', async (app, studyId: number) => {
	// What counts figures is loaded where they are counted, and weighs on no other thread.
	const [cohen, percent] = await Promise.all([
		import('#lib/agreement/cohen.ts'),
		import('#lib/agreement/percent.ts')
	]);
	const figures = figuresBy(cohen, percent);
	return read(app.db, function* (tx) {
		const pairs = yield* repeats.pairs(tx, studyId);
		const everyone = yield* members.ofStudy(tx, { studyId });
		const of = Map.groupBy(pairs, ({ memberId }) => memberId);
		const raters = everyone
			.toSorted(members.byPseudonym)
			.map(({ id, pseudonym }, at) => ({ id, rater: pseudonym ?? `r${at + 1}` }))
			.filter(({ id }) => of.has(id));
		return {
			whole: { raters: raters.length, ...figures(pairs) },
			raters: raters.map(({ id, rater }) => ({ rater, ...figures(of.get(id)!) }))
		};
	});
});

const figuresBy =
	({ kappa }: typeof Cohen, { exact, withinOne }: typeof Percent) =>
	(pairs: readonly repeats.Pair[]): SelfFigures => {
		const scored = pairs.filter(
			({ first, second }) => first.score !== null && second.score !== null
		);
		const table = scored.map(({ first, second }) => [first.score, second.score]);
		return {
			cases: new Set(pairs.map(({ caseId, memberId }) => `${caseId}/${memberId}`)).size,
			actions: table.length,
			kappa: kappa(table, 0, 1, 'quadratic'),
			exact: exact(table, 'identity', SCORES),
			withinOne: withinOne(table, SCORES)
		};
	};
