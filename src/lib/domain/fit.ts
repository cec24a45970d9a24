/** How a rater suits a case: by the own specialty, by one that the study calls near, as a generalist, or by a person's choice only. */
export const FITS = ['own', 'near', 'generalist', 'other'] as const;
export type Fit = (typeof FITS)[number];
