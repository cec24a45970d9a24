/** What a page says of a plan, in words. */
import { many } from '#lib/components/figures.ts';
import type { Fit } from '#lib/domain/fit.ts';

/** How a rater suits a case, as short as a label and as long as a sentence has it. */
export const FIT_LABELS: Record<Fit, string> = {
	own: 'own',
	near: 'near',
	generalist: 'gen',
	other: 'other'
};
export const FIT_WORDS: Record<Fit, string> = {
	own: 'own specialty',
	near: 'near',
	generalist: 'generalist',
	other: 'other specialty'
};

/** What applying a plan has done. */
export function appliedWords(done: {
	made: number;
	removed: number;
	told: number;
	empty: number;
}): string {
	const { made, removed, told, empty } = done;
	return [
		`${many(made, 'assignment')} made.`,
		removed > 0 ? `${many(removed, 'assignment')} that nobody had begun went to others.` : '',
		told > 0 ? `${many(told, 'rater')} will be told by mail.` : '',
		empty > 0 ? `${many(empty, 'place')} ${empty === 1 ? 'stays' : 'stay'} empty.` : ''
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
}
