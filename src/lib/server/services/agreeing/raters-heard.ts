/** The ratings of a panel as figures of raters read them: case by case, each rater in a column of its own. */
import type { Sparse } from '#lib/agreement/table.ts';
import type { Sample } from '#lib/domain/agreement-view.ts';
import { specialtyName } from '#lib/domain/case.ts';
import {
	answerOf,
	scoreIn,
	voicesOf,
	type PanelCase,
	type StudyPanel,
	type Voice
} from '../../panel/index.ts';

/** Which ratings are counted. */
export type Slice = Omit<Sample, 'group'>;

type HeardCase = {
	item: PanelCase;
	/** Where the actions that are counted stand in the case. */
	places: readonly number[];
	voices: { column: number; voice: Voice }[];
	/** What was scored of them. */
	units: Sparse;
};

/**
 * The raters who are heard, and their ratings one case at a time: nothing is held but the case at hand.
 *
 * @returns `memberIds` in ascending order: a rater's place in it is the rater's column
 */
export function heardIn(
	panel: StudyPanel,
	{ round, signed, specialty, category }: Slice
): { memberIds: number[]; cases: () => Generator<HeardCase> } {
	const heard = { signed, ...(round !== 'newest' && { only: round }) };
	const cases = panel.cases.filter(
		(item) => specialty === null || specialtyName(item.specialty) === specialty
	);
	const here = new Set<number>();
	for (const { assignments } of cases) for (const { memberId } of assignments) here.add(memberId);
	const memberIds = [...here].sort((a, b) => a - b);
	const columnOf = new Map(memberIds.map((id, at) => [id, at]));
	return {
		memberIds,
		*cases() {
			for (const item of cases) {
				const voices = voicesOf(item, heard)
					.map((voice) => ({ column: columnOf.get(voice[0]!.memberId)!, voice }))
					.sort((a, b) => a.column - b.column);
				if (voices.length === 0) continue;
				const places = item.actions.flatMap((action, at) =>
					category === null || action.category === category ? [at] : []
				);
				yield { item, places, voices, units: unitsOf(places, voices, memberIds.length) };
			}
		}
	};
}

/** Actions × raters without the holes. */
function unitsOf(places: readonly number[], voices: HeardCase['voices'], raters: number): Sparse {
	const [starts, who, values] = [[0], [] as number[], [] as number[]];
	for (const at of places) {
		for (const { column, voice } of voices) {
			const score = scoreIn(answerOf(voice, at));
			if (score === null) continue;
			who.push(column);
			values.push(score);
		}
		starts.push(values.length);
	}
	return { raters, starts, who, values };
}
