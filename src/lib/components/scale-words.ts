/** A study's own words for the points of the scale, in the place of those of the catalogue. */
import type { ScaleWords } from '#lib/domain/scale.ts';
import type { RaterText } from '#lib/text/messages.ts';

type ScaleText = RaterText['scale'];

/** The same texts with these words; points that are not among them keep theirs. */
export function withScaleWords(scale: ScaleText, words: ScaleWords | null): ScaleText {
	const own = Object.entries(words ?? {}).map(([score, { label, meaning }]) => [
		score,
		{ label: () => label, meaning: () => meaning }
	]);
	return { ...scale, ...(Object.fromEntries(own) as Partial<ScaleText>) };
}
