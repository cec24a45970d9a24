/** Plans before they are applied, and which specialties stand near each other. */
import type { Fit } from '#lib/domain/fit.ts';
import type { Cases } from './cases.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export type PlanState = 'computing' | 'ready' | 'failed';

export function planning(
	c: Columns,
	{ users, studies, members, rounds, cases }: People & Studies & Cases
) {
	const { table, index, uniqueIndex, primaryKey } = c;
	const { id, integer, time, text, boolean } = c;

	/** Raters of `neighbour` may be given cases of `specialty` where its own do not suffice. */
	const neighbours = table(
		'neighbours',
		{
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			specialty: text().notNull(),
			neighbour: text().notNull()
		},
		(t) => [primaryKey({ columns: [t.studyId, t.specialty, t.neighbour] })]
	);

	/** The one plan of a round that is looked at and not applied yet. */
	const plans = table(
		'plans',
		{
			id: id(),
			roundId: integer()
				.notNull()
				.references(() => rounds.id),
			seed: integer().notNull(),
			state: text().$type<PlanState>().notNull(),
			/** Per cent of the computing that is done. */
			progress: integer().notNull().default(0),
			error: text(),
			/** What cases, people and rules were when it was computed: another digest, and it is out of date. */
			basis: text().notNull().default(''),
			/** Whose plan it is; null for the command line. */
			userId: integer().references(() => users.id),
			createdAt: time().notNull(),
			computedAt: time()
		},
		(t) => [uniqueIndex('plans_round').on(t.roundId)]
	);

	/** The places a plan would fill, or leave empty. */
	const planPlaces = table(
		'plan_places',
		{
			id: id(),
			planId: integer()
				.notNull()
				.references(() => plans.id),
			caseId: integer()
				.notNull()
				.references(() => cases.id),
			/** Null for a place that stays empty. */
			memberId: integer().references(() => members.id),
			/** How the rater suits the case; null for an empty place. */
			fit: text().$type<Fit>(),
			/** True where a person chose it: computing again keeps it. */
			byHand: boolean().notNull().default(false)
		},
		(t) => [
			uniqueIndex('plan_places_plan_case_member').on(t.planId, t.caseId, t.memberId),
			index('plan_places_case').on(t.caseId),
			index('plan_places_member').on(t.memberId)
		]
	);

	return { neighbours, plans, planPlaces };
}

export type Planning = ReturnType<typeof planning>;
