/** Figures of agreement as a paper states them: value, interval, and what they rest on. */
import type { ByCase } from '#lib/agreement/by-case.ts';
import type { ReportedFigures } from '#lib/domain/methods-facts.ts';
import { decimal, many, share } from '../figures.ts';

type Figure = keyof ReportedFigures;

export const FIGURES: readonly { key: Figure; name: string; words(value: number): string }[] = [
	{ key: 'alpha', name: 'Krippendorff’s alpha (ordinal)', words: decimal },
	{ key: 'ac2', name: 'Gwet’s AC2 (ordinal weights)', words: decimal },
	{ key: 'exact', name: 'percent agreement of pairs, exact', words: share },
	{ key: 'within', name: 'percent agreement of pairs, within one point', words: share },
	{ key: 'discordant', name: 'actions on which raters were discordant', words: share }
];

/** `0.58 (95% CI 0.55 to 0.61; 100 cases, 4,249 actions, 12,747 ratings, 12,747 pairs)`, or why there is none. */
export function stated(found: ByCase, words: (value: number) => string): string {
	const rests = [
		many(found.cases, 'case'),
		many(found.units, 'action'),
		many(found.ratings, 'rating'),
		many(found.pairs, 'pair')
	].join(', ');
	if (!('value' in found)) return `not defined (${found.undefined} ${rests})`;
	const interval =
		found.ci95 === undefined
			? 'no interval by case'
			: `95% CI ${found.ci95.map(words).join(' to ')}`;
	return `${words(found.value)} (${interval}; ${rests})`;
}
