/** The words of a study: its guidelines, and its own words for the points of the scale. They have versions. */
import { z } from 'zod';
import { POINTS, SCORES, type ScaleWords, type Score } from './scale.ts';
import { guidelinesSchema } from './study.ts';

export const MAX_LABEL = 60;
export const MAX_MEANING = 200;
export const MAX_NOTE = 500;

const oneLine = (most: number) =>
	z
		.string()
		.transform((text) => text.replace(/\s+/g, ' ').trim())
		.pipe(z.string().max(most, `at most ${most} characters`));

const pointSchema = z.object({ label: oneLine(MAX_LABEL), meaning: oneLine(MAX_MEANING) });

/**
 * The study's own words, by score. A point whose label or meaning is empty, or the same as Primum's, keeps
 * Primum's there; null where that leaves none.
 */
export const scaleWordsSchema = z
	.object(Object.fromEntries(SCORES.map((score) => [score, pointSchema.optional()])))
	.transform((given: ScaleWords): ScaleWords | null => {
		const own = POINTS.flatMap(({ score, label, meaning }) => {
			const words = given[score];
			const said = { label: words?.label || label, meaning: words?.meaning || meaning };
			return said.label === label && said.meaning === meaning ? [] : [[score, said] as const];
		});
		return own.length === 0 ? null : (Object.fromEntries(own) as ScaleWords);
	});

/** A change of the words: what is not given stays. */
export const wordsChangeSchema = z.object({
	guidelines: guidelinesSchema.optional(),
	/** Null: Primum's words for every point. */
	scaleWords: scaleWordsSchema.nullable().optional(),
	/** What was changed, for those who have read the version before. */
	note: oneLine(MAX_NOTE).default('')
});
export type WordsChange = z.input<typeof wordsChangeSchema>;

/** Which version somebody has read. */
export const wordsReadSchema = z.object({ version: z.coerce.number().pipe(z.int32().positive()) });

/** Label and meaning of a point as a study says them. */
export function pointIn(own: ScaleWords | null, score: Score): { label: string; meaning: string } {
	const { label, meaning } = POINTS[score - 1]!;
	return own?.[score] ?? { label, meaning };
}

/** The points that two studies, or two versions of one, say differently. */
export function differing(before: ScaleWords | null, after: ScaleWords | null): Score[] {
	return SCORES.filter((score) => {
		const [a, b] = [pointIn(before, score), pointIn(after, score)];
		return a.label !== b.label || a.meaning !== b.meaning;
	});
}
