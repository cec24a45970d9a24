/** Cases as whoever changes them knows them: what of them is rated, what is withdrawn, how each is worded. */
import type { KnownCase } from '#lib/domain/case-change.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { asTyped } from '#lib/domain/wrong-field.ts';
import type { Actor } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { assertUnmoved } from '../../auth/unmoved.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as care from '../../store/case-care.ts';
import * as cases from '../../store/cases.ts';
import type { Study } from '../../store/studies.ts';
import { actionValue, caseValue } from './case-values.ts';

/** Every case of a study, withdrawn ones too, and the ids of all its actions that somebody has rated or ruled on. */
export function* knownCases(
	tx: Queries,
	studyId: number
): Steps<{ known: KnownCase[]; rated: Set<number> }> {
	const found = yield* cases.wholeStudy(tx, studyId, 'all');
	const ruled = yield* adjudications.ruled(tx, { studyId });
	const rated = yield* cases.ratedActionIds(tx, studyId);
	for (const { actionId } of ruled) rated.add(actionId);
	const wordings = yield* cases.wordings(tx, studyId);
	const none = new Map<number, number>();
	return {
		known: found.map((item) => known(item, rated, wordings.get(item.row.id) ?? none)),
		rated
	};
}

/** One case. */
export function* knownCase(tx: Queries, row: cases.CaseRow): Steps<KnownCase> {
	return known(
		yield* care.whole(tx, row),
		yield* care.answeredActionIds(tx, row.id),
		yield* care.wordings(tx, row.id)
	);
}

function known(
	item: cases.CaseRows,
	rated: ReadonlySet<number>,
	wordings: ReadonlyMap<number, number>
): KnownCase {
	const { id, position, version, gold, withdrawnAt } = item.row;
	return {
		...{ id, position, version, gold, withdrawn: withdrawnAt !== null, wordings },
		value: caseValue(item),
		actions: item.actions.map((action) => ({
			...{ id: action.id, position: action.position },
			rated: rated.has(action.id),
			withdrawn: withdrawalOf(action),
			value: actionValue(action)
		}))
	};
}

/** When and why something was withdrawn; null for what is not. */
export function withdrawalOf({
	withdrawnAt,
	withdrawReason
}: Pick<cases.ActionRow, 'withdrawnAt' | 'withdrawReason'>) {
	return withdrawnAt === null ? null : { at: withdrawnAt, reason: withdrawReason };
}

/** Which case is meant, and the version of it that whoever asks has seen. */
export type CaseAsked = {
	slug: string;
	externalId: string;
	/** The present one where it is left out. */
	seen?: number;
};

/**
 * A case of a study, for those who run it.
 *
 * @throws Refusal ('missing') where the study has no such case, ('conflict') where it is no longer as it was seen
 */
export function* caseToChange(
	tx: Queries,
	actor: Actor,
	{ slug, externalId, seen }: CaseAsked
): Steps<{ study: Study; item: cases.CaseRow }> {
	const study = yield* coordinatorOf(tx, actor, slug);
	const item = yield* caseNamed(tx, study, externalId);
	yield* assertUnmoved(tx, {
		...{ studyId: study.id, subject: `case:${item.id}`, name: externalId },
		...{ seen, version: item.version }
	});
	return { study, item };
}

/** @throws Refusal ('missing') where the study has no such case */
export function* caseNamed(tx: Queries, study: Study, externalId: string): Steps<cases.CaseRow> {
	const item = yield* cases.byExternalId(tx, { studyId: study.id, externalId });
	if (item === undefined) {
		throw new Refusal('missing', `The study "${study.name}" has no case ${asTyped(externalId)}.`);
	}
	return item;
}
