/** How long a token may be made to live: a number of days, or until a day that is chosen. */
export const LIVES = ['90', '30', '365', 'date'] as const;

export const LIFE_WORDS: Record<(typeof LIVES)[number], string> = {
	90: '90 days',
	30: '30 days',
	365: 'A year',
	date: 'Until a day that I choose'
};
