/** How a rater suits a case: by its own specialty, by one that the study calls near, as a generalist, or by a person's choice only. */
export const FITS = ['own', 'near', 'generalist', 'other'] as const;
export type Fit = (typeof FITS)[number];

/** What decides who suits which specialty. */
export type FitRules = {
	/** By the specialty of a case: those whose raters may be given it where its own do not suffice. */
	neighbours: ReadonlyMap<string, ReadonlySet<string>>;
	/** Specialties whose raters suit every case. */
	generalists: ReadonlySet<string>;
};

/**
 * How well a rater suits the cases of a specialty.
 *
 * @param specialties of the rater; one who names none is a generalist
 * @param specialty of the case
 * @returns `other` for who suits it only by a person's choice
 */
export function fitOf(
	specialties: readonly string[],
	specialty: string,
	{ neighbours, generalists }: FitRules
): Fit {
	if (specialties.includes(specialty)) return 'own';
	const near = neighbours.get(specialty);
	if (near !== undefined && specialties.some((one) => near.has(one))) return 'near';
	const everything = specialties.length === 0 || specialties.some((one) => generalists.has(one));
	return everything ? 'generalist' : 'other';
}

/** How well a rater suits the cases of several specialties: as the one suited best. */
export function bestFitOf(
	specialties: readonly string[],
	ofCases: readonly string[],
	rules: FitRules
): Fit {
	const found = ofCases.map((specialty) => fitOf(specialties, specialty, rules));
	return found.sort(byFit)[0] ?? 'other';
}

/** For sorting: whoever suits better comes first. */
export function byFit(a: Fit, b: Fit): number {
	return FITS.indexOf(a) - FITS.indexOf(b);
}
