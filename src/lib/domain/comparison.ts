/** A comparison of two texts, as a screen shows it. */
import { diffWordsWithSpace } from 'diff';
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

/**
 * Compares two texts word by word.
 *
 * @param mostEdits words that are told apart: where more were changed, or the texts have little in common, one
 *   stands whole in the place of the other. The time that comparing takes grows with it.
 */
export function compareWords(before: string, after: string, mostEdits: number): Piece[] {
	const whole: Piece[] = [
		{ kind: 'removed', text: before },
		{ kind: 'added', text: after }
	];
	const parts = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
	if (parts === undefined) return whole;
	const kept = parts.filter(({ added, removed }) => !added && !removed);
	const same = kept.reduce((sum, { value }) => sum + value.length, 0);
	// Little in common reads better as one text in the place of another.
	if (same < Math.max(before.length, after.length) / 3) return whole;
	return parts.map(({ value, added, removed }) => ({
		kind: added ? 'added' : removed ? 'removed' : 'same',
		text: value
	}));
}
