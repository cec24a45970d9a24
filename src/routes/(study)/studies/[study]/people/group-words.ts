import type { CareGroup } from '#lib/domain/care.ts';

/** The groups of the list, in the words of its tabs and headings. */
export const GROUP_WORDS: Record<CareGroup, string> = {
	needs: 'Needs someone',
	pace: 'On pace',
	done: 'Done',
	left: 'Left',
	runs: 'Run the study',
	submits: 'Submit answers'
};
