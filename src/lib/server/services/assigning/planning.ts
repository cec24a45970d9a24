/** The plan of a study as it stands: computed apart from the thread that answers everybody. */
import { specialtyName } from '#lib/domain/case.ts';
import { planEvenly, type Plan } from '#lib/domain/plan.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as heads from '../../store/case-heads.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import * as users from '../../store/users.ts';

/** A plan in words, before it is applied. */
export type Preview = {
	assign: { externalId: string; specialty: string; rater: string }[];
	/** What each rater has now and would have, in actions; the heaviest first. */
	loads: { rater: string; now: number; then: number }[];
	/** A sentence for each case that cannot be filled. */
	short: string[];
	/** How many there are of each, and cases that get a rater; the lists may hold the first of them only. */
	of: { assign: number; cases: number; loads: number; short: number };
};

/** As many rows of each list as a page shows. */
const SHOWN = { assign: 120, loads: 60, short: 6 };

export type Planned = {
	plan: Plan;
	/** The round the plan is for. */
	roundId: number;
	preview: Preview;
};

type Read = {
	study: studies.Study;
	round: rounds.Round;
	all: heads.CaseSummary[];
	members: members.NamedMember[];
	given: {
		caseId: number;
		memberId: number;
		state: string;
		releasedAt: number | null;
		actions: number;
	}[];
	specialties: Map<number, string[]>;
};

/** What "k raters of the case's specialty, evenly" would do in the present round. */
export const plan = task(
	'assigning.plan',
	'figures',
	async (app, { studyId }: { studyId: number }): Promise<Planned> =>
		planned(await read(app.db, (tx) => readStudy(tx, studyId)), app.now())
);

/** What a page shows of it. */
export const planAtAGlance = task(
	'assigning.plan-at-a-glance',
	'figures',
	async (app, given: { studyId: number }, on): Promise<Preview> =>
		glance((await plan.run(app, given, on)).preview)
);

function* readStudy(tx: Queries, studyId: number): Steps<Read> {
	const study = (yield* studies.byId(tx, { id: studyId }))!;
	const round = yield* rounds.present(tx, studyId);
	const everyone = yield* members.ofStudy(tx, { studyId });
	return {
		study,
		round,
		all: yield* heads.summaries(tx, { studyId }),
		members: everyone,
		given: yield* assignments.ofRound(tx, { roundId: round.id }),
		specialties: yield* users.specialties(
			tx,
			everyone.map(({ userId }) => userId)
		)
	};
}

function planned(
	{ study, round, all, members: everyone, given, specialties }: Read,
	now: number
): Planned {
	const raters = everyone.filter((member) => members.takesCases(member, now));
	const gone = new Set(everyone.filter((member) => !members.canRate(member)).map(({ id }) => id));
	// A case that somebody has begun to rate and can go on with, or has signed, has that rater.
	const counting = given.filter(
		({ memberId, state, releasedAt }) =>
			releasedAt === null && (!gone.has(memberId) || state === 'submitted')
	);
	const has = Map.groupBy(counting, ({ caseId }) => caseId);
	const once = Map.groupBy(given, ({ caseId }) => caseId);
	const load = new Map<number, number>();
	for (const { memberId, actions, releasedAt } of given)
		if (releasedAt === null) load.set(memberId, (load.get(memberId) ?? 0) + actions);
	const outcome = planEvenly(
		all.map((item) => ({
			...item,
			raters: (has.get(item.id) ?? []).map(({ memberId }) => memberId),
			notAgain: (once.get(item.id) ?? []).map(({ memberId }) => memberId)
		})),
		raters.map(({ id, userId }) => ({
			id,
			specialties: specialties.get(userId) ?? [],
			load: load.get(id) ?? 0
		})),
		study.ratersPerCase
	);
	return { plan: outcome, roundId: round.id, preview: inWords(outcome, all, raters, load) };
}

function inWords(
	outcome: Plan,
	all: readonly heads.CaseSummary[],
	raters: readonly members.NamedMember[],
	load: ReadonlyMap<number, number>
): Preview {
	const caseOf = new Map(all.map((item) => [item.id, item]));
	const nameOf = new Map(raters.map(({ id, name }) => [id, name]));
	const added = Map.groupBy(outcome.assign, ({ raterId }) => raterId);
	return {
		assign: outcome.assign.map(({ caseId, raterId }) => ({
			externalId: caseOf.get(caseId)!.externalId,
			specialty: specialtyName(caseOf.get(caseId)!.specialty),
			rater: nameOf.get(raterId)!
		})),
		loads: raters
			.map(({ id, name }) => ({
				rater: name,
				now: load.get(id) ?? 0,
				then: (added.get(id) ?? []).reduce(
					(sum, { caseId }) => sum + caseOf.get(caseId)!.actions,
					load.get(id) ?? 0
				)
			}))
			.sort((a, b) => b.then - a.then),
		short: outcome.short.map(sentence),
		of: {
			assign: outcome.assign.length,
			cases: new Set(outcome.assign.map(({ caseId }) => caseId)).size,
			loads: raters.length,
			short: outcome.short.length
		}
	};
}

/** The first of each list. */
function glance({ assign, loads, short, of }: Preview): Preview {
	return {
		assign: assign.slice(0, SHOWN.assign),
		loads: loads.slice(0, SHOWN.loads),
		short: short.slice(0, SHOWN.short),
		of
	};
}

function sentence({ externalId, specialty, missing, suitable }: Plan['short'][number]): string {
	const name = specialtyName(specialty);
	const who =
		suitable === 0
			? `nobody in this study rates ${name}`
			: `only ${suitable} ${suitable === 1 ? 'person rates' : 'people rate'} ${name}`;
	const lacks = `${missing} ${missing === 1 ? 'rater' : 'raters'}`;
	return `${externalId} lacks ${lacks}: ${who}. Add a member of that specialty, or assign by hand.`;
}
