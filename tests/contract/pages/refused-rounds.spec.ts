import type { AtWork } from './a-study-at-work.ts';
import { CLOSED, SEEN } from './forms.ts';
import { LOOK_AGAIN, refuses } from './refusing.ts';

/** Who closed the round, where it was seen open: the colleague, by `at.lock()`. */
const MOVED = (at: AtWork) =>
	`Round 1 was changed by ${at.colleague.name} on 2 November at 08:00 UTC, while you had it open. Nothing of yours ` +
	'was saved. Look at it as it is now, and decide again.';

const PASSED = 'This day has passed; choose another, or leave the date empty for none.';

const lock = (at: AtWork) => at.lock();

refuses('rounds', [
	{
		form: 'due',
		why: 'what is no day',
		fields: () => ['tomorrow', '12.12.2026', ' ', '2026-02-30'].map((due) => ({ ...SEEN, due })),
		status: 400,
		message: LOOK_AGAIN,
		wrong: { due: 'Write a date as year-month-day, 2026-12-31.' },
		shows: { entered: { round: 1, seen: 0 } }
	},
	{
		form: 'due',
		why: 'a day that is over',
		fields: () => ['1900-01-01', '2026-11-01'].map((due) => ({ ...SEEN, due })),
		status: 400,
		message: LOOK_AGAIN,
		wrong: { due: PASSED },
		shows: { entered: { round: 1, seen: 0 } }
	},
	{
		form: 'due',
		why: 'a round that somebody else has closed',
		first: lock,
		status: 409,
		message: MOVED,
		shows: { entered: { due: '2026-12-12' } }
	},
	{
		form: 'close',
		why: 'one that somebody else has closed',
		first: lock,
		status: 409,
		message: MOVED
	},
	{
		form: 'close',
		why: 'one that is closed, as it was seen',
		fields: CLOSED,
		first: lock,
		status: 409,
		message: 'The round is closed already.'
	},
	{
		form: 'close',
		why: 'another round, or none',
		fields: () => [
			{ ...SEEN, round: '2' },
			{ ...SEEN, round: '' },
			{ round: 'x', seen: '-1' }
		],
		status: 409,
		message: /^Round 1 was changed by the command line, while you had it open\./
	},
	{
		form: 'openAgain',
		why: 'one that is open',
		fields: SEEN,
		status: 409,
		message: 'The round is open already.'
	}
]);

refuses('rounds/next', [
	{
		form: 'open',
		why: 'a round before that is open',
		fields: SEEN,
		status: 409,
		message: 'Round 1 is still open. Close it first: its scores are shown in the next.'
	},
	{
		form: 'open',
		why: 'one that has changed since',
		fields: SEEN,
		first: lock,
		status: 409,
		message: MOVED,
		shows: { entered: { due: '2026-12-12', tell: true } }
	},
	{
		form: 'open',
		why: 'no action',
		fields: () => [{ picked: '' }, { picked: 'x' }, { picked: '-1' }],
		first: lock,
		status: 400,
		message: 'Choose at least one action to ask again.'
	},
	{
		form: 'open',
		why: 'actions of nowhere',
		fields: { picked: '999998-999999' },
		first: lock,
		status: 400,
		message: 'Some of these actions are in the study no more. Choose them again.'
	},
	{
		form: 'open',
		why: 'a rule that leaves nothing apart',
		fields: { chosen: 'rule' },
		first: lock,
		status: 400,
		message: /^The rule leaves no action open because raters are apart\./
	},
	{
		form: 'open',
		why: 'a day that there is not',
		fields: { due: 'soon' },
		first: lock,
		status: 400,
		message: LOOK_AGAIN,
		wrong: { due: 'Write a date as year-month-day, 2026-12-31.' },
		shows: { entered: { due: 'soon' } }
	},
	{
		form: 'open',
		why: 'a day that is over',
		fields: { due: '1900-01-01' },
		first: lock,
		status: 400,
		message: LOOK_AGAIN,
		wrong: { due: PASSED },
		shows: { entered: { due: '1900-01-01' } }
	}
]);
