/** What the forms for the care of cases show and store. */
import { START } from '../support.ts';
import { SIGNED, UNTOUCHED, type AtWork } from './a-study-at-work.ts';
import { rows, type Done } from './done.ts';
import { FIRST } from './forms.ts';

const signedCase = (at: AtWork) => rows(at, 'cases', ({ externalId }) => externalId === SIGNED);
const numbered = (number: number) => (at: AtWork) =>
	rows(at, 'actions', (row) => row.caseId === at.signed.caseId && row.number === number);

export const OF_CASES: Done[] = [
	{
		form: 'cases?/sample',
		shows: () => ({
			of: 'sample',
			done: '3 synthetic cases are in the study now. Try what you like.'
		}),
		stored: async (at) => [(await rows(at, 'cases', () => true)).length],
		is: () => [6]
	},
	{
		form: 'cases?/remove',
		shows: () => ({
			of: 'remove',
			done: `${UNTOUCHED} was deleted. Only the trail still knows it.`
		}),
		stored: async (at) => [
			(await rows(at, 'cases', () => true)).map(({ externalId }) => externalId).sort(),
			(await rows(at, 'assignments', ({ id }) => id === at.untouched.id)).length
		],
		is: () => [['Card900', 'ID901'], 0]
	},
	{
		form: 'cases/[case]/edit?/save',
		shows: () => ({
			done: 'The case is saved, and the new wording is in place. Whoever had signed the case is asked to rate it again.'
		}),
		stored: async (at) => [
			await signedCase(at),
			await numbered(1)(at),
			await numbered(2)(at),
			(await rows(at, 'groups', ({ caseId }) => caseId === at.signed.caseId)).length
		],
		is: () => [
			[
				{
					...{ presentation: 'Another\ntext.', question: null, reference: null, wording: 1 },
					...{ version: 1, heldOut: false }
				}
			],
			[
				{ wording: 1, supersededAt: START },
				{ wording: 2, text: 'Another', supersededAt: null, position: 1 }
			],
			[{ wording: 1, position: 0, groupName: null, groupType: null, referenceScore: null }],
			0
		]
	},
	{
		form: 'cases/[case]?/withdraw',
		shows: () => ({
			of: 'withdraw',
			done: 'The case is withdrawn. It is kept, with all that was rated.'
		}),
		stored: signedCase,
		is: () => [{ withdrawnAt: START, withdrawReason: 'It is there twice.', version: 1 }]
	},
	{
		form: 'cases/[case]?/restore',
		first: FIRST.restore,
		shows: () => ({ of: 'restore', done: 'The case is in the study again, as it was.' }),
		stored: signedCase,
		is: () => [{ withdrawnAt: null, withdrawReason: null, version: 2 }]
	},
	{
		form: 'cases/[case]?/withdrawAction',
		shows: () => ({
			of: 'withdrawAction',
			done: 'Action 2 is withdrawn. It is kept, with all that was rated.'
		}),
		stored: numbered(2),
		is: () => [{ withdrawnAt: START, withdrawReason: 'It is there twice.' }]
	},
	{
		form: 'cases/[case]?/restoreAction',
		first: FIRST.restoreAction,
		shows: () => ({ of: 'restoreAction', done: 'Action 2 is in the case again, as it was.' }),
		stored: numbered(2),
		is: () => [{ withdrawnAt: null, withdrawReason: null }]
	},
	{
		form: 'cases/[case]?/removeAction',
		first: FIRST.removeAction,
		shows: () => ({
			of: 'removeAction',
			done: 'Action 9 was deleted. Only the history still knows it.'
		}),
		stored: async (at) => [(await numbered(9)(at)).length],
		is: () => [0]
	}
];
