/** Cases with their variants, groups and actions. */
import type { JsonObject } from '#lib/domain/case.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export function cases(c: Columns, { specialties, studies }: People & Studies) {
	const { table, index, uniqueIndex } = c;
	const { id, integer, time, text, boolean, json } = c;

	const cases = table(
		'cases',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			externalId: text().notNull(),
			position: integer().notNull(),
			specialty: text()
				.notNull()
				.references(() => specialties.code),
			presentation: text().notNull(),
			question: text(),
			reference: text(),
			source: json().$type<JsonObject>(),
			guidance: text(),
			/** A qualification case: its reference scores are the key, and it enters no figure of the study. */
			gold: boolean().notNull().default(false),
			/** Held out: its answers leave in no file that is open to everyone. */
			heldOut: boolean().notNull().default(false),
			/** The import that is still bringing it in; null once it is part of the study. */
			stagedBy: text(),
			/** 1, 2, ...: of presentation and question; a new one has every action rated again. */
			wording: integer().notNull().default(1),
			/** When it was taken out of plan, figures and releases, with what was rated in it; and why. */
			withdrawnAt: time(),
			withdrawReason: text(),
			/** Raised by each change by hand, so that one who saw an older state is told. */
			version: integer().notNull().default(0)
		},
		(t) => [
			uniqueIndex('cases_study_external_id').on(t.studyId, t.externalId),
			index('cases_staged_by').on(t.stagedBy)
		]
	);

	const variants = table(
		'variants',
		{
			id: id(),
			caseId: integer()
				.notNull()
				.references(() => cases.id),
			externalId: text().notNull(),
			position: integer().notNull(),
			presentation: text().notNull(),
			/** The line of items.jsonl it stood on, from 1; null where it had none. */
			line: integer(),
			item: json().$type<JsonObject>(),
			perturbation: json().$type<JsonObject>()
		},
		(t) => [uniqueIndex('variants_case_external_id').on(t.caseId, t.externalId)]
	);

	const groups = table(
		'groups',
		{
			id: id(),
			caseId: integer()
				.notNull()
				.references(() => cases.id),
			name: text().notNull(),
			position: integer().notNull(),
			pickCount: integer().notNull(),
			pickType: text().notNull(),
			source: json().$type<JsonObject>()
		},
		(t) => [uniqueIndex('groups_case_name').on(t.caseId, t.name)]
	);

	const actions = table(
		'actions',
		{
			id: id(),
			caseId: integer()
				.notNull()
				.references(() => cases.id),
			number: integer().notNull(),
			/** 1, 2, ...: a rated action whose text changes becomes a new row; the old ratings stay with the old one. */
			wording: integer().notNull().default(1),
			position: integer().notNull(),
			text: text().notNull(),
			category: text().notNull(),
			groupName: text(),
			groupType: text(),
			/** Numbers of actions of the same case. */
			dependsOn: json().$type<number[]>().notNull(),
			isHarmOfInaction: boolean().notNull(),
			referenceScore: integer().$type<Score>(),
			source: json().$type<JsonObject>(),
			/** When a newer wording took its place. */
			supersededAt: time(),
			/** When it was taken out of figures and releases, with its ratings; and why. */
			withdrawnAt: time(),
			withdrawReason: text()
		},
		(t) => [uniqueIndex('actions_case_number_wording').on(t.caseId, t.number, t.wording)]
	);

	return { cases, variants, groups, actions };
}

export type Cases = ReturnType<typeof cases>;
