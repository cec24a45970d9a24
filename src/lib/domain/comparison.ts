/** A comparison of two texts, as a screen shows it. */
import type { Score } from './scale.ts';

/** A piece of text that both have, or that only the later or the earlier has. */
export type Piece = { kind: 'same' | 'added' | 'removed'; text: string };

/** A place that was changed, with a little of what stands around it. */
export type Hunk = Piece[];

/** What a point of the scale is called, and what it means. */
export type Said = { label: string; meaning: string };

/** What was changed between two versions of a study's words. */
export type Compared = {
	/** The places of the guidelines that were changed. */
	guidelines: Hunk[];
	/** The points of the scale that are said otherwise. */
	scale: { score: Score; before: Said; after: Said }[];
};
