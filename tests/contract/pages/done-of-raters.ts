/** What the forms of the page of raters say: what they start leaves nothing in the study. */
import type { AtWork } from './a-study-at-work.ts';
import { rows, type Done } from './done.ts';

const shown = (at: AtWork) => rows(at, 'auditEvents', ({ what }) => what.startsWith('raters.'));

export const OF_RATERS: Done[] = [
	{
		form: 'agreement/raters?/parts',
		shows: () => ({ of: undefined, done: '' }),
		stored: shown,
		is: () => []
	},
	{
		form: 'agreement/raters?/stopParts',
		shows: () => ({ of: undefined, done: 'Nothing was being computed any more.' }),
		stored: shown,
		is: () => []
	}
];
