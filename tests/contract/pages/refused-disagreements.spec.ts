import * as cases from '#lib/server/services/cases/index.ts';
import { SIGNED, type AtWork } from './a-study-at-work.ts';
import { FIRST } from './forms.ts';
import { LOOK_AGAIN, refuses } from './refusing.ts';

const sent = (at: AtWork) => FIRST.callBack!(at);
const CHOOSE = 'Choose at least one action.';

refuses('disagreements', [
	{
		form: 'toRound',
		why: 'no action',
		fields: () => ['', '0', 'x', '-1', '1.5'].map((only) => ({ only })),
		status: 400,
		message: CHOOSE
	},
	{
		form: 'toRound',
		why: 'actions of nowhere',
		fields: { only: '', ids: '999998-999999' },
		status: 409,
		message: 'Nothing was sent. 2 actions are left out, no longer in the study as it was worded.'
	},
	{
		form: 'toRound',
		why: 'what is sent there already',
		first: sent,
		status: 409,
		message: `Nothing was sent. 1 action is left out, sent to the next round already: ${SIGNED} #1.`
	},
	{
		form: 'toAdjudication',
		why: 'what is sent to the next round',
		first: sent,
		status: 409,
		message: `Nothing was sent. 2 actions are left out, sent to the next round already: ${SIGNED} #1 and ${SIGNED} #2.`,
		shows: { of: 'adjudication', entered: { note: 'Mind\nthe dose.' } }
	},
	{
		form: 'toAdjudication',
		why: 'somebody who does not adjudicate',
		fields: ({ rater }) => ({ member: String(rater.memberId) }),
		status: 400,
		message: /^This person does not adjudicate in the study any more\./
	},
	{
		form: 'toAdjudication',
		why: 'a note that is too long',
		fields: { note: 'x'.repeat(1001) },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { note: 'At most 1,000 characters.' }
	},
	{
		form: 'exclude',
		why: 'no reason',
		fields: { reason: ' ' },
		status: 400,
		message: 'Say why: it stays on record.',
		wrong: { reason: 'Say why: it stays on record.' }
	},
	{
		form: 'exclude',
		why: 'what is withdrawn',
		first: ({ app, coordinator, slug }) =>
			cases.withdrawAction(
				app,
				coordinator.actor,
				{ slug, externalId: SIGNED },
				{ number: 1, reason: 'Twice.' }
			),
		status: 409,
		message: 'Nothing was excluded. 1 action is left out, no longer in the study as it was worded.'
	},
	{
		form: 'callBack',
		why: 'what was sent nowhere',
		status: 409,
		message: /^Nothing was called back\. 3 actions are left out, waiting nowhere any more: /
	}
]);
