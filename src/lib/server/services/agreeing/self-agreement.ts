/** How alike raters rate the same case twice: over the cases that are shown a second time. */
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as members from '../../store/members.ts';
import * as repeats from '../../store/repeats.ts';
import { labelled } from './raters-labels.ts';
import type { SelfFigures } from './self-figures.ts';

export type { SelfFigures };

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

const counted = task('agreeing.self-agreement', 'figures', async (app, studyId: number) => {
	// What counts figures is loaded where they are counted, and weighs on no other thread.
	const { figures } = await import('./self-figures.ts');
	return read(app.db, function* (tx) {
		const pairs = yield* repeats.pairs(tx, studyId);
		const everyone = yield* members.ofStudy(tx, { studyId });
		const of = Map.groupBy(pairs, ({ memberId }) => memberId);
		const raters = labelled(everyone)
			.map(({ member, label }) => ({ id: member.id, rater: label }))
			.filter(({ id }) => of.has(id));
		return {
			whole: { raters: raters.length, ...figures(pairs) },
			raters: raters.map(({ id, rater }) => ({ rater, ...figures(of.get(id)!) }))
		};
	});
});
