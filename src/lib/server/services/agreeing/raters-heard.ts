/** The ratings of a panel as figures of raters read them: case by case, each rater in a column of its own. */
import type { Sparse } from '#lib/agreement/table.ts';
import type { Sample } from '#lib/domain/agreement-view.ts';
import { voicesOf, type PanelCase, type StudyPanel } from '../../panel/index.ts';
import { casesIn, inColumns, placesIn, tableOf, type Spoken } from './columns.ts';

/** Which ratings are counted. */
export type Slice = Omit<Sample, 'group'>;

type HeardCase = Spoken & {
	item: PanelCase;
	/** What was scored of its actions. */
	units: Sparse;
};

/**
 * The raters who are heard, and their ratings one case at a time: nothing is held but the case at hand.
 *
 * @returns `memberIds` in ascending order: a rater's place in it is the rater's column
 */
export function heardIn(
	panel: StudyPanel,
	{ round, signed, ...part }: Slice
): { memberIds: number[]; cases: () => Generator<HeardCase> } {
	const heard = { signed, ...(round !== 'newest' && { only: round }) };
	const cases = casesIn(panel, part);
	const here = new Set<number>();
	for (const { assignments } of cases) for (const { memberId } of assignments) here.add(memberId);
	const memberIds = [...here].sort((a, b) => a - b);
	const columnOf = new Map(memberIds.map((id, at) => [id, at]));
	return {
		memberIds,
		*cases() {
			for (const item of cases) {
				const voices = inColumns(voicesOf(item, heard), columnOf);
				if (voices.length === 0) continue;
				const spoken = { places: placesIn(item, part), voices };
				yield { item, ...spoken, units: tableOf([spoken], memberIds.length) };
			}
		}
	};
}
