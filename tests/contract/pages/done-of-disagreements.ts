/** What the forms of the page of disagreements say and store. */
import { START } from '../support.ts';
import type { AtWork } from './a-study-at-work.ts';
import { SIGNED } from './a-study-at-work.ts';
import { rows, type Done } from './done.ts';
import { FIRST } from './forms.ts';

const referrals = (at: AtWork) => rows(at, 'referrals', () => true);
const name = (number: number) => `${SIGNED} #${number}`;

export const OF_DISAGREEMENTS: Done[] = [
	{
		form: 'disagreements?/pick',
		// 1,003 is on the page that was shown, and is not ticked there any more.
		fields: { picked: '1001-1003', shown: '1003-1005', action: ['1005'], then: 'keep' },
		shows: () => ({
			...{ of: undefined, done: '3 actions are chosen.', picked: '1001-1002,1005', question: null }
		}),
		stored: referrals,
		is: () => []
	},
	{
		form: 'disagreements?/pick',
		fields: { then: 'all' },
		shows: (at) => ({
			of: undefined,
			done: '6 actions are chosen.',
			picked: `${at.actions[0]}-${at.actions[5]}`,
			question: null
		}),
		stored: referrals,
		is: () => []
	},
	{
		form: 'disagreements?/pick',
		fields: { picked: '1001', then: 'none' },
		shows: () => ({ of: undefined, done: 'No action is chosen.', picked: '', question: null }),
		stored: referrals,
		is: () => []
	},
	{
		form: 'disagreements?/pick',
		shows: (at) => ({
			...{ of: undefined, done: '', picked: String(at.actions[0]) },
			question: {
				...{ asks: 'adjudication', ids: String(at.actions[0]), of: 1, some: [name(1)] }
			}
		}),
		stored: referrals,
		is: () => []
	},
	{
		form: 'disagreements?/toRound',
		shows: (at) => ({
			of: 'toRound',
			done: '1 action is sent to the next round.',
			undo: String(at.actions[0]),
			picked: ''
		}),
		stored: referrals,
		is: (at) => [
			{ actionId: at.actions[0], to: 'round', memberId: null, note: '', settledAt: null }
		]
	},
	{
		form: 'disagreements?/toAdjudication',
		first: async ({ app, coordinator, slug, actions }) =>
			FIRST.callBack!({
				...{ app, coordinator, slug, actions: [actions[1]!] }
			} as unknown as AtWork),
		shows: (at) => ({
			of: 'adjudication',
			done: `1 action is sent to adjudication. 1 action is left out, sent to the next round already: ${name(2)}.`,
			undo: String(at.actions[0]),
			picked: `${at.actions[1]}-${at.actions[2]}`
		}),
		stored: referrals,
		is: (at) => [
			{ actionId: at.actions[1], to: 'round' },
			{
				...{ actionId: at.actions[0], to: 'adjudication', memberId: at.paused.memberId },
				...{ note: 'Mind\nthe dose.', userId: at.coordinator.id, createdAt: START }
			}
		]
	},
	{
		form: 'disagreements?/exclude',
		shows: () => ({
			of: 'exclude',
			done: '1 action is excluded. It is kept, with all that was rated; the page of the case brings one back.',
			picked: ''
		}),
		stored: (at) => rows(at, 'actions', ({ id }) => id === at.actions[0]),
		is: () => [{ withdrawnAt: START, withdrawReason: 'It is there twice.' }]
	},
	{
		form: 'disagreements?/callBack',
		first: FIRST.callBack,
		shows: () => ({
			of: 'callBack',
			done: `2 actions are called back. 1 action is left out, waiting nowhere any more: ${name(3)}.`,
			picked: ''
		}),
		stored: referrals,
		is: () => [{ settledAt: START }, { settledAt: START }]
	}
];
