/** What the page of adjudication shows to whoever opens it. */
import { isAdjudicator } from '#lib/domain/roles.ts';
import type { Actor, App } from '../../app.ts';
import { deskOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import * as members from '../../store/members.ts';
import { progress, waiting, type Progress, type Waiting } from './progress.ts';
import { queue, type Pages, type Queue } from './queue.ts';

export type Desk = {
	/** For those who rule; null for everybody else. */
	queue: Queue | null;
	/** For those who run the study or observe it; null for an adjudicator. */
	progress: Progress | null;
	/** The first of those on which adjudicators differ; none for an observer. */
	apart: Waiting[];
};

/** Actions on which adjudicators differ that the page names. */
const APART_SHOWN = 20;

/**
 * An adjudicator's queue, the progress of adjudication, or both for a coordinator who adjudicates.
 *
 * @throws Refusal for raters of the study, and for whoever is in none of its roles
 */
export async function desk(app: App, actor: Actor, slug: string, pages: Pages = {}): Promise<Desk> {
	const { role, rules } = await read(app.db, function* (tx) {
		const { study, role: theirs } = yield* deskOf(tx, actor, slug);
		const member =
			actor.id === null
				? undefined
				: yield* members.find(tx, { studyId: study.id, userId: actor.id });
		const isOne = member !== undefined && member.leftAt === null && isAdjudicator(member);
		return { role: theirs, rules: isOne };
	});
	const watches = role !== 'adjudicator';
	const names = watches && role !== 'observer';
	const [mine, all, apart] = await Promise.all([
		rules ? queue(app, actor, slug, pages) : null,
		watches ? progress(app, actor, slug) : null,
		names ? waiting(app, actor, slug, { apart: true, most: APART_SHOWN }) : []
	]);
	return { queue: mine, progress: all, apart };
}
