/** `primum mail test`, and what `primum doctor` says of mail. */
import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '../free-port.ts';
import { aSink } from '../mail-sink.ts';
import { aTerminal } from './cli-run.ts';

const login = { user: 'primum', pass: 'a secret' };
const sink = await aSink({
	answer: (address) => (address.startsWith('nobody') ? '550 5.1.1 No such user' : undefined),
	login
});
afterAll(() => sink.close());

const MAIL_FROM = 'Primum <primum@primum.example>';
const at = (names: string) => sink.url.replace(/\/\/.*@/, `//${names}@`);

const good = aTerminal({ SMTP_URL: at('primum:a%20secret'), MAIL_FROM });
const wrong = aTerminal({ SMTP_URL: at('primum:another'), MAIL_FROM });
const away = aTerminal({ SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, MAIL_FROM });
const none = aTerminal();

describe('mail test', () => {
	it('sends one mail and prints what the server said', async () => {
		const { code, stdout, stderr } = await good.primum('mail', 'test', 'ada@hospital.example');
		expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
		expect(stdout).toMatch(
			/^The mail server took the mail to ada@hospital\.example\. It said: 250 /
		);
		expect(sink.received).toMatchObject([
			{
				to: ['ada@hospital.example'],
				headers: { from: MAIL_FROM, subject: 'Primum can send mail' }
			}
		]);
	});

	it.each([
		['a server that refuses', good, 'nobody@hospital.example', 'It said: 550 5.1.1 No such user'],
		[
			'a bad login',
			wrong,
			'ada@hospital.example',
			'The mail server does not accept the name or the password in SMTP_URL.'
		],
		[
			'a server that is away',
			away,
			'ada@hospital.example',
			'The mail server cannot be reached. (connect ECONNREFUSED'
		],
		['no server', none, 'ada@hospital.example', 'No mail server is set. Set SMTP_URL']
	])('ends with 1 for %s, and says so', async (_, terminal, address, sentence) => {
		const { code, stdout, stderr } = await terminal.primum('mail', 'test', address);
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toContain(sentence);
		expect(stderr).not.toContain('secret');
	});

	it('ends with 2 for what is no address', async () => {
		const { code, stderr } = await none.primum('mail', 'test', 'ada');
		expect(code).toBe(2);
		expect(stderr).toContain('<address>: this is not an e-mail address');
	});
});

it('doctor says whether mail is set up', async () => {
	const found = async ({ primum }: typeof good) => {
		await primum('study', 'create', 'sound');
		const { findings } = JSON.parse((await primum('doctor', '--json')).stdout) as {
			findings: { check: string; detail: string }[];
		};
		return findings.find(({ check }) => check === 'mail')!.detail;
	};
	expect(await found(none)).toBe('no mail server is set (SMTP_URL)');
	expect(await found(away)).toMatch(
		/^by 127\.0\.0\.1:\d+, from Primum <primum@primum\.example>: 0 waiting, 0 failed$/
	);
});
