/** The figures of agreement.json that are reported first, as the page of agreement has them. */
import { z } from 'zod';

/** Where each stands, under which name, and what it is called. */
export const FIGURES: readonly [where: 'coefficients' | 'shares', name: string, words: string][] = [
	['coefficients', 'krippendorff_alpha_ordinal', "Krippendorff's alpha, ordinal"],
	['coefficients', 'gwet_ac2_ordinal', "Gwet's AC2, ordinal"],
	['coefficients', 'percent_agreement_unweighted', 'Exact agreement'],
	['coefficients', 'percent_agreement_within_1', 'Agreement within 1 point'],
	['shares', 'discordant', 'Discordant actions']
];

/** As much of a figure as every format of agreement.json has. */
const figure = z.object({
	value: z.number().optional(),
	ci95: z.tuple([z.number(), z.number()]).optional(),
	units: z.number(),
	ratings: z.number()
});
const document = z.object({
	coefficients: z.record(z.string(), figure),
	shares: z.record(z.string(), figure).default({})
});

/** A figure; `value` is null where it is not defined, `ci95` where it has no interval. */
export type HeadlineFigure = {
	words: string;
	value: number | null;
	ci95: [number, number] | null;
	/** Actions and scores that it rests on. */
	units: number;
	ratings: number;
};

/**
 * Reads them of an agreement.json of any format.
 *
 * @param text of the file
 * @throws ZodError or SyntaxError where it is none
 */
export function readHeadline(text: string): HeadlineFigure[] {
	const read = document.parse(JSON.parse(text));
	return FIGURES.map(([where, name, words]) => {
		const found = read[where][name];
		return {
			words,
			value: found?.value ?? null,
			ci95: found?.ci95 ?? null,
			units: found?.units ?? 0,
			ratings: found?.ratings ?? 0
		};
	});
}
