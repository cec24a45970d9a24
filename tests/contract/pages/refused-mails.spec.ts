import { MAX_SUBJECT } from '#lib/domain/mail-words.ts';
import { LOOK_AGAIN, nothing, refuses } from './refusing.ts';

const noServer = async ({ app }: { app: { mail: unknown } }) => void (app.mail = null);

refuses('mails', [
	{
		form: 'again',
		why: 'a mail that there is not',
		fields: () => nothing('mail'),
		status: 404,
		message: 'There is no such mail in this study.'
	},
	{
		form: 'again',
		why: 'no mail server',
		first: noServer,
		status: 400,
		message: 'No mail server is set: SMTP_URL says which.'
	},
	{
		form: 'allAgain',
		why: 'no mail server',
		first: noServer,
		status: 400,
		message: 'No mail server is set: SMTP_URL says which.'
	}
]);

refuses('mails/words', [
	{
		form: 'save',
		why: 'a placeholder that is misspelt',
		fields: { body: '{nmae}, {link}' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			body:
				'{nmae} stands for nothing in the reminder: it can hold {name}, {study}, {link}, ' +
				'{coordinator}, {cases}, {actions}, {left}, {due}.'
		},
		shows: { entered: { kind: 'reminder', language: 'de', body: '{nmae}, {link}' } }
	},
	{
		form: 'save',
		why: 'no way in, and a subject that is too long',
		fields: { subject: 'x'.repeat(MAX_SUBJECT + 1), body: 'Come.' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			subject: 'At most 150 characters.',
			body: 'Must hold {link}: the person needs a way in.'
		}
	}
]);

refuses('remind', [
	{
		form: 'send',
		why: 'nobody chosen',
		fields: { member: [] },
		status: 400,
		message: 'Choose somebody to remind.'
	},
	{
		form: 'send',
		why: 'somebody who is no member',
		fields: () => nothing('member'),
		status: 404,
		message: 'Somebody of them is no member of this study. Choose again.'
	},
	{
		form: 'send',
		why: 'somebody for whom no case waits',
		fields: ({ coordinator }) => ({ member: String(coordinator.memberId) }),
		status: 409,
		message: /^Nobody of them is to be reminded: person-\S+ \(not joined\)\.$/
	},
	{
		form: 'send',
		why: 'no mail server',
		first: noServer,
		status: 400,
		message: 'No mail server is set, so no mail can be sent. Copy the text instead.'
	},
	{
		form: 'byItself',
		why: 'days that are none',
		fields: { silentDays: '0', remindEveryDays: 'x' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			silentDays: 'Must be a whole number from 1 to 90.',
			remindEveryDays: 'Must be a whole number from 1 to 90.'
		},
		shows: { settings: { remindsItself: true, silentDays: '0' } }
	}
]);
