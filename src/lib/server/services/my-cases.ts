/** A rater's own cases: what is left, and where to go on. */
import { isOpen } from '#lib/domain/assignment.ts';
import { specialtyName } from '#lib/domain/case.ts';
import type { Cell } from '#lib/domain/coverage.ts';
import type { Actor, App } from '../app.ts';
import * as assignments from '../store/assignments.ts';
import * as cases from '../store/cases.ts';
import * as ratings from '../store/ratings.ts';
import * as studies from '../store/studies.ts';

export type MyCase = Cell & {
	externalId: string;
	specialty: string;
	submittedAt: number | null;
};

export type MyStudy = {
	slug: string;
	name: string;
	synthetic: boolean;
	/** Median active seconds this person needs for an answer; null until ten have been timed. */
	paceSeconds: number | null;
	/** By when the coordinator asks to be done, in milliseconds since 1970; null where no date is set. */
	dueAt: number | null;
	/** Since when nothing in the present round can change any more; null while it is open. */
	lockedAt: number | null;
	/** What the coordinator has to say to the raters just now; '' for nothing. */
	notice: string;
	cases: MyCase[];
	/** Where "continue" leads: the case in progress, else the first one left. */
	continueWith: MyCase | null;
};

/** The studies a person rates in, with the cases assigned. */
export async function myCases(app: App, actor: Actor): Promise<MyStudy[]> {
	if (actor.id === null) return [];
	const memberships = await studies.ofUser(app.db, actor.id);
	const rating = memberships.filter(({ role }) => role === 'rater');
	return Promise.all(rating.map(({ study }) => inStudy(app, actor.id!, study)));
}

async function inStudy(app: App, userId: number, study: studies.Study): Promise<MyStudy> {
	const member = (await studies.member(app.db, study.id, userId))!;
	const [mine, all, rounds, times] = await Promise.all([
		assignments.progress(app.db, study.id, member.id),
		cases.summaries(app.db, study.id),
		studies.rounds(app.db, study.id),
		ratings.activeTimes(app.db, member.id)
	]);
	const byId = new Map(all.map((item) => [item.id, item]));
	const list = mine.map((assignment): MyCase => {
		const item = byId.get(assignment.caseId)!;
		return {
			assignmentId: assignment.id,
			state: assignment.state,
			rated: assignment.rated,
			actions: assignment.actions,
			externalId: item.externalId,
			specialty: specialtyName(item.specialty),
			submittedAt: assignment.submittedAt
		};
	});
	const round = rounds.at(-1)!;
	const open = list.filter(({ state }) => isOpen(state));
	return {
		slug: study.slug,
		name: study.name,
		synthetic: study.synthetic,
		paceSeconds: paceOf(times),
		dueAt: round.dueAt,
		lockedAt: round.closedAt,
		notice: study.notice,
		cases: list,
		continueWith: open.find(({ rated }) => rated > 0) ?? open[0] ?? null
	};
}

/** Fewer answers than these say little of how long the rest will take. */
const TIMED_AT_LEAST = 10;

/** The median, and not the mean: one action over which the telephone rang must not count for many. */
function paceOf(milliseconds: readonly number[]): number | null {
	if (milliseconds.length < TIMED_AT_LEAST) return null;
	const sorted = milliseconds.toSorted((a, b) => a - b);
	const low = sorted[Math.floor((sorted.length - 1) / 2)]!;
	const high = sorted[Math.ceil((sorted.length - 1) / 2)]!;
	return (low + high) / 2000;
}
