/** Which figures of a scheme a page of a leaderboard shows first. */
import type { LeaderboardView } from './leaderboard-view.ts';

type Shown = {
	/** The best, the selected and the worst of each stand at the top. */
	cards: readonly string[];
	/** Of the scatter: what they miss, and what they add. */
	across: string;
	up: string;
};

/** By the name of the scheme. */
const FIRST: Record<string, Shown> = {
	'mast-2026-07': {
		cards: ['F1_weighted', 'Recall_weighted', 'Precision_weighted', 'Severe_rate'],
		...{ across: 'Recall_weighted', up: 'Precision_weighted' }
	},
	'mast-2026': {
		cards: ['F1_weighted', 'Recall_weighted', 'Precision_matched', 'Severe_rate'],
		...{ across: 'Recall_weighted', up: 'Precision_matched' }
	},
	'noharm-2025': {
		cards: ['Overall', 'Safety', 'Completeness', 'Case_harm_rate'],
		...{ across: 'Completeness', up: 'Safety' }
	}
};

/** The figures of a page: by which systems are ranked, those of the scatter, those at the side of the list. */
export type ShownMetrics = { by: string; x: string; y: string; cards: string[]; side: string[] };

/**
 * What a view shows of a scheme.
 *
 * @param view with nothing in it that the scheme does not have
 * @param metrics names of all metrics of the scheme, the headline first
 */
export function shownMetrics(
	{ metric, x, y }: Pick<LeaderboardView, 'metric' | 'x' | 'y'>,
	scheme: string,
	metrics: readonly string[]
): ShownMetrics {
	const first = FIRST[scheme];
	const cards = [...(first?.cards ?? metrics.slice(0, 4))];
	const by = metric ?? cards[0]!;
	const others = cards.filter((one) => one !== by);
	return {
		...{ by, cards },
		x: x ?? first?.across ?? cards[0]!,
		y: y ?? first?.up ?? cards[1] ?? cards[0]!,
		side: others.length < cards.length ? others : cards.slice(1)
	};
}
