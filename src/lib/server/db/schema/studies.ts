/** Studies, who takes part in them, and their rounds. */
import type { ConsensusRule, Role } from '#lib/domain/study.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';

export function studies(c: Columns, { users }: People) {
	const { table, index, uniqueIndex } = c;
	const { id, integer, time, text, boolean, json } = c;

	const studies = table(
		'studies',
		{
			id: id(),
			slug: text().notNull(),
			name: text().notNull(),
			guidelines: text().notNull().default(''),
			ratersPerCase: integer().notNull(),
			consensusRule: text().$type<ConsensusRule>().notNull(),
			band: integer().notNull(),
			showReference: boolean().notNull().default(false),
			/** What the coordinator has to say to the raters just now; shown above their cases. */
			notice: text().notNull().default(''),
			/** Shown on every screen of the study: its cases are invented. */
			synthetic: boolean().notNull().default(false),
			/** Per cent of the gold answers that must agree with the key; null: no qualification required. */
			passMark: integer(),
			/** How often a rater may try to qualify. */
			qualificationTries: integer().notNull().default(2),
			/** Codes of specialties whose raters suit every case, beside those who named none. */
			generalists: json().$type<string[]>().notNull().default([]),
			/** Generalists a case may have at most; null: as many as it takes. */
			generalistsPerCase: integer(),
			/** Per cent of a rater's cases that are shown to the rater a second time; 0: none. */
			repeatShare: integer().notNull().default(0),
			/** Days between the signature and the second time. */
			repeatGapDays: integer().notNull().default(14),
			/** Days without a rating after which a rater with open work counts as silent. */
			silentDays: integer().notNull().default(7),
			/** Whether silent raters are reminded without anybody's doing, and not again within so many days. */
			remindsItself: boolean().notNull().default(false),
			remindEveryDays: integer().notNull().default(7),
			createdAt: time().notNull()
		},
		(t) => [uniqueIndex('studies_slug').on(t.slug)]
	);

	const members = table(
		'members',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			userId: integer()
				.notNull()
				.references(() => users.id),
			role: text().$type<Role>().notNull(),
			/** R01, R02, ...: in random order, given when ratings first leave; the key stays here. */
			pseudonym: text(),
			createdAt: time().notNull(),
			/** True for a coordinator who also rules on what stays open. */
			adjudicates: boolean().notNull().default(false),
			/** Cases a plan may give at most; null: no limit. */
			loadCap: integer(),
			/** While paused no plan gives anything, and nobody is reminded; until a day, or until resumed. */
			pausedAt: time(),
			pausedUntil: time(),
			pauseReason: text(),
			/** When the person left: the ratings stay, and the open work went back to the plan. */
			leftAt: time(),
			leaveReason: text()
		},
		(t) => [
			uniqueIndex('members_study_user').on(t.studyId, t.userId),
			uniqueIndex('members_study_pseudonym').on(t.studyId, t.pseudonym),
			index('members_user').on(t.userId)
		]
	);

	const rounds = table(
		'rounds',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			number: integer().notNull(),
			/** Which actions it asks: every present one of a case, or those named in round_actions. */
			asks: text().$type<'all' | 'chosen'>().notNull().default('all'),
			openedAt: time().notNull(),
			dueAt: time(),
			/** When the coordinator locked it: from then on no rating of it changes. */
			closedAt: time()
		},
		(t) => [uniqueIndex('rounds_study_number').on(t.studyId, t.number)]
	);

	return { studies, members, rounds };
}

export type Studies = ReturnType<typeof studies>;
