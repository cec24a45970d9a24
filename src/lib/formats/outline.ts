/** What a release says of itself as a whole. */
import type { Outline, Slice, Snapshot } from '#lib/domain/release.ts';
import type { Widths } from './fields.ts';
import { ratersIn } from './matrix.ts';
import { extraColumns } from './records.ts';

export function widthsOf({ cases, ratings }: Pick<Slice, 'cases' | 'ratings'>): Widths {
	return {
		raters: ratersIn(ratings),
		otherColumns: { cases: extraColumns('cases', cases), actions: extraColumns('actions', cases) }
	};
}

/** The outline of what is whole already. */
export function outlineOf({ cases, ratings, finals, stories, ...frame }: Snapshot): Outline {
	const widths = widthsOf({ cases, ratings });
	return {
		...frame,
		...widths,
		counts: {
			cases: cases.length,
			actions: cases.reduce((sum, { actions }) => sum + actions.length, 0),
			raters: widths.raters.length,
			ratings: ratings.length,
			final: finals.filter(({ score }) => score !== null).length,
			unresolved: finals.filter(({ score }) => score === null).length,
			qualificationCases: frame.qualificationCases,
			heldOut: cases.filter(({ heldOut }) => heldOut).length,
			...(stories !== null && { stories: stories.length })
		}
	};
}
