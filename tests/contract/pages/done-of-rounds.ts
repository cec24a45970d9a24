/** What the forms of the pages of rounds say and store. */
import { expect } from 'vitest';
import { START } from '../support.ts';
import type { AtWork } from './a-study-at-work.ts';
import { rows, type Done } from './done.ts';
import { CLOSED, FIRST, SEEN } from './forms.ts';

const round = (at: AtWork) => rows(at, 'rounds', ({ studyId }) => studyId === at.study.id);

export const OF_ROUNDS: Done[] = [
	{
		form: 'rounds?/due',
		shows: () => ({ done: 'The due date is saved.' }),
		stored: round,
		is: () => [{ dueAt: Date.UTC(2026, 11, 13) - 1, closedAt: null, version: 1 }]
	},
	{
		form: 'rounds?/due',
		fields: { ...SEEN, due: '' },
		shows: () => ({ done: 'There is no due date now.' }),
		stored: round,
		is: () => [{ dueAt: null, closedAt: null }]
	},
	{
		form: 'rounds?/close',
		shows: () => ({
			done: 'Round 1 is closed. You can open it again until the next round is opened.'
		}),
		stored: round,
		is: () => [{ closedAt: START }]
	},
	{
		form: 'rounds?/openAgain',
		first: FIRST.openAgain,
		shows: () => ({ done: 'Round 1 is open again.' }),
		stored: round,
		is: () => [{ closedAt: null, version: 2 }]
	},
	{
		form: 'rounds/next?/pick',
		first: FIRST.pick,
		// 1,003 is on the page that was shown, and is not ticked there any more.
		fields: { picked: '1001-1003', shown: '1003-1005', action: ['1005'], then: 'keep' },
		shows: () => ({ done: '3 actions are chosen.', picked: '1001-1002,1005', preview: null }),
		stored: round,
		is: () => [{ number: 1 }]
	},
	{
		form: 'rounds/next?/pick',
		first: FIRST.pick,
		shows: (at) => ({
			done: '1 action is chosen. This is what the round would be; nothing is opened yet.',
			picked: String(at.actions[0]),
			preview: expect.objectContaining({ number: 2, actions: 1, cases: 1, assignments: 1 })
		}),
		stored: round,
		is: () => [{ number: 1 }]
	},
	{
		form: 'rounds/next?/open',
		first: FIRST.open,
		shows: () => ({
			done: 'Round 2 is open: 1 rater is asked about 2 actions of 1 case. 1 mail is on the way.',
			opened: 2
		}),
		stored: round,
		is: () => [
			{ number: 1, closedAt: START },
			{ number: 2, closedAt: null, asks: 'chosen', dueAt: Date.UTC(2026, 11, 13) - 1 }
		]
	},
	{
		form: 'rounds/next?/open',
		first: FIRST.open,
		fields: { ...CLOSED, chosen: 'rule', few: 'on', due: '' },
		shows: () => ({
			done: 'Round 2 is open: 1 rater is asked about 6 actions of 1 case. 1 action is left out: nobody who signed can be asked.',
			opened: 2
		}),
		stored: (at) => rows(at, 'roundActions', () => true),
		is: (at) => at.actions.map((actionId) => ({ actionId }))
	},
	{
		form: 'assignments?/askToo',
		first: FIRST.askToo,
		shows: (at) => ({ done: `${at.rater.name} is asked too, about 1 case.` }),
		stored: async (at) =>
			(await rows(at, 'assignments', ({ caseId }) => caseId === at.signed.caseId)).slice(-1),
		is: (at) => [{ memberId: at.rater.memberId, state: 'assigned', releasedAt: null }]
	}
];
