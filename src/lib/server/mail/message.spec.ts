import { describe, expect, it } from 'vitest';
import { htmlOf, messageIdOf, messageOf, type Letter } from './message.ts';

const LETTER: Letter = {
	subject: 'Hello',
	body: 'Dear Ada,\n\nhere it is.',
	language: 'de',
	to: { name: 'Ada', address: 'ada@hospital.example' },
	messageId: '<primum.1.2@primum.example>'
};
const FROM = { from: 'Primum <primum@primum.example>' };

describe('messageOf', () => {
	it('says that a program sent it, and in which language', () => {
		const message = messageOf(LETTER, FROM);
		expect(message).toMatchObject({
			...{ from: FROM.from, to: LETTER.to, subject: 'Hello', text: 'Dear Ada,\n\nhere it is.\n' },
			messageId: '<primum.1.2@primum.example>',
			headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'de' }
		});
		expect(message).not.toHaveProperty('replyTo');
		expect(message.headers).not.toHaveProperty('List-Unsubscribe');
	});

	it('offers to unsubscribe with one press', () => {
		const unsubscribe = 'https://primum.example/unsubscribe/1.x';
		expect(messageOf({ ...LETTER, unsubscribe }, FROM).headers).toMatchObject({
			'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
		});
	});

	it('lets nothing that somebody typed become a header', () => {
		const message = messageOf(
			{
				...LETTER,
				subject: 'Hello\r\nBcc: all@hospital.example',
				to: { name: 'Ada\nX-Evil: yes', address: 'ada@hospital.example' }
			},
			FROM
		);
		expect(message.subject).toBe('Hello Bcc: all@hospital.example');
		expect(message.to.name).toBe('Ada X-Evil: yes');
	});
});

it('names a mail the same each time, and no other by that name', () => {
	const mail = { id: 7, createdAt: 1_793_606_400_000 };
	expect(messageIdOf(mail, 'https://primum.example:8443')).toBe(
		'<primum.7.1793606400000@primum.example>'
	);
});

describe('htmlOf', () => {
	const body = (text: string) => /<div[^>]*>\n([^]*)\n<\/div>/.exec(htmlOf(text, 'en'))![1];

	it('makes paragraphs of what empty lines part, and keeps the other lines', () => {
		expect(body('One\ntwo\n\n\nthree')).toBe(
			'<p dir="auto">One<br>\ntwo</p>\n<p dir="auto">three</p>'
		);
	});

	it('says its language, and that it can be read on a dark ground', () => {
		const html = htmlOf('x', 'de');
		expect(html).toContain('<html lang="de">');
		expect(html).toContain('<meta name="color-scheme" content="light dark">');
	});

	it('shows markup as text', () => {
		expect(body(`<script>alert("1")</script> & 'x'`)).toBe(
			'<p dir="auto">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>'
		);
	});

	it.each([
		['See https://a.example/x.', 'See <a href="https://a.example/x">https://a.example/x</a>.'],
		[
			'(https://a.example/x?a=1&b=2)',
			'(<a href="https://a.example/x?a=1&amp;b=2">https://a.example/x?a=1&amp;b=2</a>)'
		],
		[
			'https://a.example/"onclick=x',
			'<a href="https://a.example/">https://a.example/</a>&quot;onclick=x'
		],
		['javascript:alert(1)', 'javascript:alert(1)']
	])('makes links of addresses only: %s', (text, html) => {
		expect(body(text)).toBe(`<p dir="auto">${html}</p>`);
	});
});
