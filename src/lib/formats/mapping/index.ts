/**
 * Tables as people have them, and what a mapping makes of them: looked at, guessed, applied, shown beforehand. What comes
 * out is what the readers of Primum's own tables give, so that everything after is the one way there is.
 */
export type { Column, Looks, Looked, LookedTable } from './look.ts';
export type { Guess, Sure, Why } from './guess.ts';
export type { Preview, PreviewRow } from './preview.ts';
export { look } from './look.ts';
export { guess } from './guess.ts';
export { applyCases, applyRatings } from './apply.ts';
export { preview } from './preview.ts';
export { readMapping, writeMapping } from './file.ts';
