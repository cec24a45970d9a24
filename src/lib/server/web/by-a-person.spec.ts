import { describe, expect, it } from 'vitest';
import { isByAPerson } from './by-a-person.ts';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0';

const asked = (headers: Record<string, string>, method = 'GET') =>
	isByAPerson({ method, headers: new Headers(headers) });

describe('isByAPerson', () => {
	it('takes a browser that opens a page for somebody', () => {
		expect(asked({ 'user-agent': FIREFOX })).toBe(true);
	});

	it('takes no other method, and nothing that is fetched beforehand', () => {
		expect(asked({ 'user-agent': FIREFOX }, 'HEAD')).toBe(false);
		expect(asked({ 'user-agent': FIREFOX }, 'POST')).toBe(false);
		expect(asked({ 'user-agent': FIREFOX, 'sec-purpose': 'prefetch;prerender' })).toBe(false);
		expect(asked({ 'user-agent': FIREFOX, purpose: 'prefetch' })).toBe(false);
	});

	it.each([
		'',
		'curl/8.5.0',
		'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
		'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
		'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
		'WhatsApp/2.23.20.0',
		'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'
	])('takes no program that reads links: %s', (agent) => {
		expect(asked({ 'user-agent': agent })).toBe(false);
	});
});
