/** The cases of a kit as a scorer takes them. */
import type { Action, ToldCase } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Action as ScoredAction, Rubric } from '#lib/scoring/rubric.ts';
import { isObject } from './json.ts';
import { isOfKit, objects } from './kit-option.ts';

/**
 * Makes rubrics of the cases that `readKit` read.
 *
 * @returns the rubrics, and a problem for each action that nobody gave a final score: it can be held against nobody
 */
export function rubricsOf(cases: readonly ToldCase[]): { rubrics: Rubric[]; problems: Problem[] } {
	const problems: Problem[] = [];
	const rubrics = cases.map((item): Rubric => {
		const items = item.variants.map(({ externalId }) => externalId);
		return {
			id: item.externalId,
			actions: item.actions.flatMap((action) => {
				if (action.referenceScore !== null) return [scored(action, action.referenceScore)];
				const where = `dataset/rubrics/${item.externalId}.json`;
				const message = 'has no final score: it cannot be scored against.';
				problems.push({ where, field: `option ${action.number}`, message });
				return [];
			}),
			consults: consultsOf(item),
			items: items.length === 0 ? [item.externalId] : items
		};
	});
	return { rubrics, problems };
}

function scored(action: Action, score: number): ScoredAction {
	const { number, text, category, group, groupType, dependsOn, source } = action;
	const own = isOfKit(source) && typeof source.score === 'number' ? source.score : null;
	return { number, text, category, score, ownScore: own, group, groupType, dependsOn };
}

function consultsOf({ source }: ToldCase): number[] {
	if (!isOfKit(source) || !isObject(source.specialistConsult)) return [];
	return objects(source.specialistConsult.consults).flatMap(({ optionId }) =>
		typeof optionId === 'number' ? [optionId] : []
	);
}
