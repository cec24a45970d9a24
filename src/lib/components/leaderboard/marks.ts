/** What is drawn of a figure, the same on every chart of a leaderboard and in the files. */

/** Whose figure it is: it decides the shape, and the chosen one has the accent besides. */
export type MarkKind = 'model' | 'human' | 'baseline' | 'ceiling';

export type Mark = {
	kind: MarkKind;
	isSelected: boolean;
	value: number;
	/** The ends of the interval, the upper one perhaps infinite; null where there is none. */
	ends: readonly [number, number] | null;
};

/** A line across a whole chart: dashed for people, dotted for the ceiling. */
export type Guide = { kind: 'human' | 'ceiling'; value: number };

export const DASHES = { human: '4 2.5', ceiling: '1.6 2.4' } as const;
