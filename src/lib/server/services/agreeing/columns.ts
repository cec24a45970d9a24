/** Ratings of a panel as a table, actions down and raters across, without the holes: a rater scored few of the actions. */
import type { Sparse } from '#lib/agreement/table.ts';
import { specialtyName } from '#lib/domain/case.ts';
import {
	answerOf,
	scoreIn,
	type PanelCase,
	type StudyPanel,
	type Voice
} from '../../panel/index.ts';

/** Of which part of a study ratings are; null for all. */
export type Narrowed = { specialty: string | null; category: string | null };

/** The cases of a part. */
export function casesIn({ cases }: StudyPanel, { specialty }: Narrowed): PanelCase[] {
	return cases.filter((item) => specialty === null || specialtyName(item.specialty) === specialty);
}

/** Where the actions of a part stand in a case. */
export function placesIn({ actions }: PanelCase, { category }: Narrowed): number[] {
	return actions.flatMap((action, at) =>
		category === null || action.category === category ? [at] : []
	);
}

/** Some actions of a case, and who is heard on them. */
export type Spoken = {
	places: readonly number[];
	voices: readonly { column: number; voice: Voice }[];
};

/** The raters of a case with their columns, in that order; who has none is left out. */
export function inColumns(
	voices: readonly Voice[],
	columnOf: ReadonlyMap<number, number>
): { column: number; voice: Voice }[] {
	return voices
		.flatMap((voice) => {
			const column = columnOf.get(voice[0]!.memberId);
			return column === undefined ? [] : [{ column, voice }];
		})
		.sort((a, b) => a.column - b.column);
}

/** @param raters how many columns there are */
export function tableOf(spoken: Iterable<Spoken>, raters: number): Sparse {
	const [starts, who, values] = [[0], [] as number[], [] as number[]];
	for (const { places, voices } of spoken) {
		for (const at of places) {
			for (const { column, voice } of voices) {
				const score = scoreIn(answerOf(voice, at));
				if (score === null) continue;
				who.push(column);
				values.push(score);
			}
			starts.push(values.length);
		}
	}
	return { raters, starts, who, values };
}
