import { expect, it } from 'vitest';
import { refusalOf } from './refusal.ts';

it.each([
	[
		'an unknown mailbox',
		{
			code: 'EENVELOPE',
			command: 'RCPT TO',
			responseCode: 550,
			response: '550 5.1.1 No such user'
		},
		{ permanent: true, sentence: 'The mail server refused it. It said: 550 5.1.1 No such user' }
	],
	[
		'a mailbox that is greylisted',
		{ code: 'EENVELOPE', responseCode: 451, response: '451 4.7.1 Try\r\nagain later' },
		{
			permanent: false,
			sentence: 'The mail server refused it for now. It said: 451 4.7.1 Try again later'
		}
	],
	[
		'a bad login, which is mended in the set-up and not by the next address',
		{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, response: '535 5.7.8 Bad' },
		{
			permanent: false,
			sentence:
				'The mail server does not accept the name or the password in SMTP_URL. It said: 535 5.7.8 Bad'
		}
	],
	[
		'a server that is away',
		{ code: 'ESOCKET', message: 'connect ECONNREFUSED 127.0.0.1:25' },
		{
			permanent: false,
			sentence: 'The mail server cannot be reached. (connect ECONNREFUSED 127.0.0.1:25)'
		}
	],
	[
		'an address that is none',
		{ code: 'EENVELOPE', message: 'No recipients defined' },
		{ permanent: true, sentence: 'This is no address to send to. (No recipients defined)' }
	],
	['anything else', undefined, { permanent: false, sentence: 'The mail could not be sent.' }]
])('reads %s', (_, thrown, refusal) => {
	expect(refusalOf(thrown)).toEqual(refusal);
});
