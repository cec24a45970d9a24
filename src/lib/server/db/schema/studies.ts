/** Studies, who takes part in them, and their rounds. */
import type { ScaleWords } from '#lib/domain/scale.ts';
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
			/** Whether what raters comment is shown, without a name, to the others in the round after. */
			sharesComments: boolean().notNull().default(false),
			/** How many adjudicators rule on an action, apart from each other, before the ruling holds. */
			rulingsWanted: integer().notNull().default(1),
			/** Whether a later round asks for a reason where a score moves to another zone. */
			asksReason: boolean().notNull().default(true),
			/** The study's own words for points of the scale; null where Primum's hold for all of them. */
			scaleWords: json().$type<ScaleWords>(),
			/** Which of its `study_words` hold now: 1, 2, ... */
			wordsVersion: integer().notNull().default(1),
			/** Raised by each change of the settings, so that one who saw older ones is told. */
			version: integer().notNull().default(0),
			createdAt: time().notNull(),
			/** When it was put aside: it can be read, and nothing in it changes. */
			archivedAt: time(),
			/** When it was deleted, before anybody rated in it: only the trail still knows it. */
			deletedAt: time()
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
			leaveReason: text(),
			/** Which version of the guidelines and scale words the person has read last; null for none. */
			wordsRead: integer()
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
			closedAt: time(),
			/** As the study had it when the round was opened. */
			sharesComments: boolean().notNull().default(false),
			asksReason: boolean().notNull().default(false),
			/** Raised by each change, so that one who saw an older state is told. */
			version: integer().notNull().default(0)
		},
		(t) => [uniqueIndex('rounds_study_number').on(t.studyId, t.number)]
	);

	/** Append-only: the guidelines and scale words of a study, as each version of them read. */
	const studyWords = table(
		'study_words',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			/** 1, 2, ... */
			number: integer().notNull(),
			guidelines: text().notNull(),
			scaleWords: json().$type<ScaleWords>(),
			/** What the coordinator says was changed; '' for nothing. */
			note: text().notNull().default(''),
			userId: integer().references(() => users.id),
			createdAt: time().notNull()
		},
		(t) => [uniqueIndex('study_words_study_number').on(t.studyId, t.number)]
	);

	return { studies, studyWords, members, rounds };
}

export type Studies = ReturnType<typeof studies>;
