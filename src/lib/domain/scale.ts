/**
 * The one scale of the product: RAND/UCLA appropriateness, 1 to 9, read with the WHO harm-severity words.
 * One number carries both the label and the severity. A study may replace the words, never the order.
 */
export const SCORES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export type Score = (typeof SCORES)[number];

export type Zone = 'harmful' | 'uncertain' | 'beneficial';
export type Severity = 'severe' | 'moderate' | 'mild';

/** What one point of the scale says to a rater. */
export type Point = {
	score: Score;
	zone: Zone;
	/** Short, for a legend: "Harmful, severe". */
	label: string;
	/** In full: what would follow from doing it, or from leaving it out. */
	meaning: string;
};

/** A study's own words for points of the scale; a point that is not among them keeps Primum's. */
export type ScaleWords = Partial<Record<Score, Pick<Point, 'label' | 'meaning'>>>;

export const POINTS: readonly Point[] = [
	{
		score: 1,
		zone: 'harmful',
		label: 'Harmful, severe',
		meaning: 'doing this could kill, permanently injure or need life-saving intervention'
	},
	{
		score: 2,
		zone: 'harmful',
		label: 'Harmful, moderate',
		meaning: 'doing this could need treatment, extra care or a longer stay'
	},
	{
		score: 3,
		zone: 'harmful',
		label: 'Harmful, mild',
		meaning: 'doing this could cause short-lived symptoms, needless tests, worry or cost'
	},
	{
		score: 4,
		zone: 'uncertain',
		label: 'Uncertain, leaning harmful',
		meaning: 'risks slightly outweigh benefits'
	},
	{
		score: 5,
		zone: 'uncertain',
		label: 'Uncertain',
		meaning: 'benefit and risk about equal, or no clear effect'
	},
	{
		score: 6,
		zone: 'uncertain',
		label: 'Uncertain, leaning beneficial',
		meaning: 'benefits slightly outweigh risks'
	},
	{
		score: 7,
		zone: 'beneficial',
		label: 'Beneficial, mild',
		meaning: 'leaving it out could cause mild harm'
	},
	{
		score: 8,
		zone: 'beneficial',
		label: 'Beneficial, moderate',
		meaning: 'leaving it out could cause moderate harm'
	},
	{
		score: 9,
		zone: 'beneficial',
		label: 'Beneficial, severe',
		meaning: 'leaving it out could cause severe harm: this is essential'
	}
];

/** The point of a score, 1 to 9. */
export function point(score: Score): Point {
	return POINTS[score - 1]!;
}

/** Which third of the scale a score stands in. */
export function zone(score: number): Zone {
	return score <= 3 ? 'harmful' : score >= 7 ? 'beneficial' : 'uncertain';
}

/**
 * The severity a score carries: of doing it for 1 to 3 (commission), of leaving it out for 7 to 9
 * (omission).
 *
 * @returns the severity, or null for 4 to 6, which carry none
 */
export function severity(score: Score): Severity | null {
	if (score === 1 || score === 9) return 'severe';
	if (score === 2 || score === 8) return 'moderate';
	if (score === 3 || score === 7) return 'mild';
	return null;
}
