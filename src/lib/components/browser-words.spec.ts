import { expect, it } from 'vitest';
import { accountText } from '#lib/text/load.ts';
import { browserWords } from './browser-words.ts';

const MOZILLA = 'Mozilla/5.0';

it.each([
	[
		`${MOZILLA} (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0`,
		'Firefox on Windows'
	],
	[
		`${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
		'Edge on Windows'
	],
	[
		`${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15`,
		'Safari on macOS'
	],
	[
		`${MOZILLA} (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1`,
		'Chrome on iPhone'
	],
	[
		`${MOZILLA} (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36`,
		'Samsung Internet on Android'
	],
	['Links (2.29)', 'A browser that does not say which it is'],
	['', 'A browser that does not say which it is']
])('%s', async (agent, words) => {
	expect(browserWords(await accountText('en'), agent)).toBe(words);
});
