/** What may be said of a case, in words. */
import type { CaseShow } from '#lib/server/services/cases/index.ts';

export const SHOW_WORDS: Record<CaseShow, string> = {
	unrated: 'Not rated',
	rated: 'Rated',
	reopened: 'Reopened',
	qualification: 'Qualification',
	withdrawn: 'Withdrawn'
};
