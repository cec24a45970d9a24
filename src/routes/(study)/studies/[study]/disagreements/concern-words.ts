import type { Concern } from '#lib/domain/disagreements.ts';

export const CONCERN_WORDS: Record<Concern, string> = {
	discordant: 'Discordant',
	flagged: 'Flagged',
	'cannot-rate': 'Cannot rate',
	commented: 'Commented'
};
