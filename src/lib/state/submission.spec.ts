import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { submit, takeBack } from './submission.ts';
import { startApi, type Api } from './testing/api.ts';

let api: Api;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.close());
beforeEach(() => void (api.asked.length = 0));

const SIGNED = { meaning: 'These are my judgements.', version: 3 };

const ways = [
	{ way: 'submit', ask: () => submit(1, 7, SIGNED), body: SIGNED, already: 'already-submitted' },
	{ way: 'take-back', ask: () => takeBack(1, 7), body: {}, already: 'not-submitted' }
];

describe.each(ways)('$way', ({ way, ask, body, already }) => {
	const outcome = (status: number, code?: string) => {
		const detail = 'A sentence.';
		api.answer = { status, body: code === undefined ? '<html>' : { detail, code } };
		return ask();
	};

	it('asks from the account of the page', async () => {
		expect(await outcome(200)).toEqual({ kind: 'done' });
		expect(api.asked).toMatchObject([
			{
				method: 'POST',
				path: `/api/v1/assignments/7/${way}`,
				headers: { 'x-primum-account': '1' },
				body
			}
		]);
	});

	it('is done where it was done before: an answer may have been lost', async () => {
		expect(await outcome(409, already)).toEqual({ kind: 'done' });
	});

	it.each([
		'round-locked',
		'case-changed',
		'result-stands',
		way === 'submit' ? 'not-submitted' : 'already-submitted'
	])('is not done by a 409 that says %s, and the page is out of date', async (code) => {
		expect(await outcome(409, code)).toEqual({ kind: 'outdated', message: 'A sentence.', code });
	});

	it('is not done by a 409 that does not say why', async () => {
		expect(await outcome(409)).toMatchObject({ kind: 'outdated', code: 'unexplained' });
	});

	it.each([
		[400, 'actions-left'],
		[403, 'not-qualified'],
		[404, 'case-missing'],
		[503, 'busy'],
		// The word alone does not make it so.
		[400, already]
	])('is refused by %i %s', async (status, code) => {
		expect(await outcome(status, code)).toEqual({ kind: 'refused', message: 'A sentence.', code });
	});

	it('asks to sign in again after 401', async () => {
		expect(await outcome(401, 'session-ended')).toEqual({ kind: 'signed-out' });
	});

	it('does not know without an answer', async () => {
		api.answer = null;
		expect(await ask()).toEqual({ kind: 'unreachable' });
	});
});
