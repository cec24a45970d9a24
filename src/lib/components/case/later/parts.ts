/**
 * What a case shows in a later round only. It is loaded with such a case, so that the scripts of a first round stay
 * as small as they are; the case screen is handed this module and knows no more than its type.
 */
export { default as Intro } from './Intro.svelte';
export { default as PanelNote } from './PanelNote.svelte';
export { default as SaidBefore } from './SaidBefore.svelte';
export { default as Signs } from './Signs.svelte';
export { default as SignsLegend } from './SignsLegend.svelte';
export { default as StandingWord } from './StandingWord.svelte';
export { setLater } from './context.ts';
export { reasonWords } from './words.ts';
