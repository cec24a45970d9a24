/** What the forms of the page of leaderboards say and store. */
import { START } from '../support.ts';
import { SENT } from './a-board-at-work.ts';
import type { AtWork } from './a-study-at-work.ts';
import { rows, type Done } from './done.ts';
import { FIRST } from './forms.ts';

const board = (at: AtWork) => rows(at, 'boards', () => true);
const system = (at: AtWork) => rows(at, 'submissions', ({ id }) => id === SENT.system);

export const OF_BOARDS: Done[] = [
	{
		form: 'leaderboard?/make',
		shows: () => ({
			done: 'Release 1 has a leaderboard. Nobody else sees it, and it takes no submissions, before you say so.'
		}),
		stored: board,
		is: () => [{ scheme: 'mast-2026-07', accepts: false, publishedAt: null, terms: '', version: 0 }]
	},
	{
		form: 'leaderboard?/set',
		first: FIRST.set,
		shows: () => ({ of: 'settings', done: 'Saved.' }),
		stored: board,
		is: () => [
			{
				...{ scheme: 'noharm-2025', dailyLimit: 5, terms: 'Say\nhow.', termsVersion: 2 },
				...{ showsOwnResult: false, humanLine: SENT.people, version: 1 }
			}
		]
	},
	{
		form: 'leaderboard?/accepts',
		first: FIRST.accepts,
		shows: () => ({ done: 'It takes submissions now.' }),
		stored: board,
		is: () => [{ accepts: true, version: 1 }]
	},
	{
		form: 'leaderboard?/publish',
		first: FIRST.publish,
		shows: () => ({ done: 'The leaderboard of release 1 is public.' }),
		stored: board,
		is: (at) => [{ publishedAt: START, publishedBy: at.coordinator.id, version: 1 }]
	},
	{
		form: 'leaderboard?/unpublish',
		first: FIRST.unpublish,
		shows: () => ({ done: 'The leaderboard of release 1 is not public any more.' }),
		stored: board,
		is: () => [{ publishedAt: null, publishedBy: null, version: 2 }]
	},
	{
		form: 'leaderboard?/approve',
		first: FIRST.approve,
		shows: () => ({ done: '“Invented Alder” is on the leaderboard.' }),
		stored: system,
		is: (at) => [{ state: 'approved', decidedBy: at.coordinator.id, decidedAt: START }]
	},
	{
		form: 'leaderboard?/reject',
		first: FIRST.reject,
		shows: () => ({ done: '“Invented Alder” is rejected. Whoever sent it is told why.' }),
		stored: system,
		is: () => [{ state: 'rejected', reason: 'Not its own.' }]
	}
];
