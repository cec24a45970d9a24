/** What of its study a release takes in, in sentences for its card and for machines. */
import type { Outline } from '#lib/domain/release.ts';
import { plain } from './markdown.ts';

/** One sentence for each choice that leaves something out; none where a release holds all that is signed. */
export function scopeInWords({ options }: Pick<Outline, 'options'>): string[] {
	const { specialties, cases, part, throughRound, completeOnly } = options;
	return [
		specialties && `Only cases of these specialties: ${specialties.map(plain).join(', ')}.`,
		cases &&
			'Only cases that the coordinator chose one by one; `filters` in the manifest names them.',
		part === 'open' &&
			'Only cases that are open to everyone: those that are held out are in no file.',
		part === 'held-out' &&
			'Only cases that are held out: do not put this release where everyone can read it.',
		throughRound &&
			`Only what was rated up to round ${throughRound}, and ruled on before the next was opened.`,
		completeOnly && 'Only cases each action of which has as many scores as the rule wants.'
	].filter((sentence): sentence is string => typeof sentence === 'string');
}
