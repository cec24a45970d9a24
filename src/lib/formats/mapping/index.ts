/**
 * Tables as people have them, and what a mapping makes of them: looked at, guessed, applied, shown beforehand. What comes
 * out is what the readers of Primum's own tables give, so that everything after is the one way there is.
 */
export { look, type Column, type Looked, type LookedTable, type Looks } from './look.ts';
export { guess, titleOf, type Guess, type Sure, type Why } from './guess.ts';
export { applyCases, applyRatings } from './apply.ts';
export { preview, type Preview, type PreviewRow } from './preview.ts';
export { readMapping, writeMapping } from './file.ts';
