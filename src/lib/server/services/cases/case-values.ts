/** Turns the rows of a case into the value the other rooms know, and back into rows. */
import type { Action, Case } from '#lib/domain/case.ts';
import type { Score } from '#lib/domain/scale.ts';
import type * as cases from '../../store/cases.ts';

export function actionValue(row: cases.ActionRow): Action {
	return {
		number: row.number,
		text: row.text,
		category: row.category,
		group: row.groupName,
		groupType: row.groupType,
		dependsOn: row.dependsOn,
		isHarmOfInaction: row.isHarmOfInaction,
		referenceScore: row.referenceScore,
		source: row.source
	};
}

export function actionRow(caseId: number, position: number, wording: number, value: Action) {
	const { group, referenceScore, ...rest } = value;
	return {
		...rest,
		groupName: group,
		referenceScore: referenceScore as Score | null,
		caseId,
		position,
		wording
	};
}

/** What an action depends on is named only as far as it is among these actions: it may be withdrawn. */
export function caseValue({ row, actions, groups, variants }: cases.CaseRows): Case {
	const among = new Set(actions.map(({ number }) => number));
	const isAmong = (number: number) => among.has(number);
	return {
		externalId: row.externalId,
		specialty: row.specialty,
		presentation: row.presentation,
		question: row.question,
		reference: row.reference,
		actions: actions.map(actionValue).map((action) => {
			const { dependsOn } = action;
			return dependsOn.every(isAmong)
				? action
				: { ...action, dependsOn: dependsOn.filter(isAmong) };
		}),
		groups: groups.map(({ name, pickCount, pickType, source }) => ({
			name,
			pickCount,
			pickType,
			source
		})),
		variants: variants.map(({ externalId, presentation, line, item, perturbation }) => ({
			externalId,
			presentation,
			line,
			item,
			perturbation
		})),
		source: row.source,
		guidance: row.guidance,
		heldOut: row.heldOut
	};
}

/** The columns of the case itself. */
export function caseColumns({
	externalId,
	specialty,
	presentation,
	question,
	reference,
	source,
	guidance,
	heldOut
}: Case) {
	const texts = { presentation, question, reference, guidance };
	return { externalId, specialty, ...texts, source, heldOut };
}
