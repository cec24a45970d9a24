/** By what the actions of a study are divided into slices. */
export const SLICINGS = ['specialty', 'category', 'case'] as const;
export type Slicing = (typeof SLICINGS)[number];
