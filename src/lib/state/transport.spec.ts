import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { startApi, type Api } from './testing/api.ts';
import { scored, waiting } from './testing/outbox.ts';
import { post, refusedBy, send, sendComment } from './transport.ts';

let api: Api;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.close());
beforeEach(() => void (api.asked.length = 0));

const PROBLEM = { detail: 'The coordinator has locked this round.', code: 'round-locked' };
const REFUSED = {
	kind: 'refused',
	message: PROBLEM.detail,
	code: 'round-locked',
	values: undefined
};
const UNEXPLAINED = (status: number) => ({
	kind: 'refused',
	message: `The server answered ${status} and did not say why.`,
	code: 'unexplained',
	values: { status }
});

describe('sending changes', () => {
	const changes = [
		waiting(10, scored(7)),
		{ ...waiting(10, scored(8)), version: null, activeMs: 9, words: 2 }
	];
	const outcomes = (status: number, body?: unknown, headers?: Record<string, string>) => {
		api.answer = { status, body, headers };
		return send(changes);
	};

	it('asks once for all of them, in order, from the account of the page', async () => {
		await outcomes(200, { answers: [] });
		expect(api.asked).toHaveLength(1);
		const [{ method, path, headers, body }] = api.asked as [(typeof api.asked)[number]];
		expect([method, path]).toEqual(['POST', '/api/v1/assignments/7/ratings']);
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'x-primum-account': '1'
		});
		const [first, second] = changes.map(({ operation }) => operation);
		expect(body).toEqual([
			{ operation: first, action: 10, version: 0, value: scored(7), activeMs: 0 },
			{ operation: second, action: 10, version: null, value: scored(8), activeMs: 9, words: 2 }
		]);
	});

	it('asks nothing for nothing', async () => {
		expect(await send([])).toEqual([]);
		expect(api.asked).toEqual([]);
	});

	it('gives each its own answer', async () => {
		const current = { action: 10, version: 2, value: EMPTY_RATING };
		const answers = [
			{ status: 200, version: 3 },
			{ status: 409, detail: 'Changed elsewhere.', code: 'rating-changed', current }
		];
		expect(await outcomes(200, { answers })).toEqual([
			{ kind: 'saved', version: 3 },
			{ kind: 'conflict', current }
		]);
		const others = [
			{ status: 409, detail: 'Not looked at.', code: 'not-tried' },
			{ status: 503, detail: 'Busy.', code: 'busy' }
		];
		expect(await outcomes(200, { answers: others })).toEqual([
			{ kind: 'untried' },
			{ kind: 'later', retryAfterMs: 0 }
		]);
	});

	it.each(['case-submitted', 'round-locked', 'operation-reused'])(
		'is refused by a 409 that says %s: there is nothing to choose from',
		async (code) => {
			const refused = { status: 409, detail: 'No.', code };
			expect(await outcomes(200, { answers: [refused, refused] })).toEqual(
				Array.from({ length: 2 }, () => ({ kind: 'refused', message: 'No.', code }))
			);
		}
	);

	it('takes neither a value nor a code for a conflict where it is none', async () => {
		const current = { version: 2, value: EMPTY_RATING };
		const answers = [
			{ status: 400, detail: 'No.', current },
			{ status: 400, detail: 'No.', code: 'not-tried' }
		];
		expect(await outcomes(200, { answers })).toMatchObject([
			{ kind: 'refused' },
			{ kind: 'refused', code: 'not-tried' }
		]);
	});

	it('takes no other number of answers for an answer', async () => {
		const saved = { status: 200, version: 3 };
		const later = { kind: 'later', retryAfterMs: 0 };
		for (const answers of [[saved], [saved, saved, saved], undefined]) {
			expect(await outcomes(200, { answers })).toEqual([later, later]);
		}
		expect(await outcomes(200, '<html>')).toEqual([later, later]);
	});

	it.each([500, 502, 503, 507, 429, 425, 408])(
		'tries again after %i, when told to',
		async (status) => {
			const later = { kind: 'later', retryAfterMs: 2_000 };
			expect(await outcomes(status, {}, { 'retry-after': '2' })).toEqual([later, later]);
			expect(await outcomes(status)).toEqual([
				{ kind: 'later', retryAfterMs: 0 },
				{ kind: 'later', retryAfterMs: 0 }
			]);
		}
	);

	it('tries again without an answer', async () => {
		api.answer = null;
		const later = { kind: 'later', retryAfterMs: 0 };
		expect(await send(changes)).toEqual([later, later]);
	});

	it('asks to sign in again after 401, whatever it says', async () => {
		const signedOut = { kind: 'signed-out' };
		expect(await outcomes(401)).toEqual([signedOut, signedOut]);
		expect(await outcomes(401, { detail: 'x', code: 'other-person' })).toEqual([
			signedOut,
			signedOut
		]);
	});

	it.each([400, 403, 404, 409, 413])('is refused as a whole by %i', async (status) => {
		expect(await outcomes(status, PROBLEM)).toEqual([REFUSED, REFUSED]);
	});

	it('says something even where the answer is no problem document', async () => {
		for (const body of ['<html>', {}]) {
			expect(await outcomes(404, body)).toEqual([UNEXPLAINED(404), UNEXPLAINED(404)]);
		}
	});
});

describe('sending a comment', () => {
	const comment = (status: number, body?: unknown, headers?: Record<string, string>) => {
		api.answer = { status, body, headers };
		return sendComment(1, 7, { before: 'a', text: 'b' });
	};

	it('asks from the account of the page, and is saved by a 2xx only', async () => {
		expect(await comment(200, { text: 'b' })).toEqual({ kind: 'saved' });
		expect(api.asked).toMatchObject([
			{
				method: 'POST',
				path: '/api/v1/assignments/7/comment',
				headers: { 'x-primum-account': '1' },
				body: { before: 'a', text: 'b' }
			}
		]);
	});

	it('hands on the text that is stored where it was changed elsewhere', async () => {
		const conflict = { detail: 'Changed.', code: 'comment-changed', current: { text: 'theirs' } };
		expect(await comment(409, conflict)).toEqual({ kind: 'conflict', theirs: 'theirs' });
		// Only a conflict has two texts to choose from.
		expect(await comment(400, conflict)).toMatchObject({ kind: 'refused' });
	});

	it('is refused by any other 409, and by what will not change', async () => {
		for (const status of [400, 403, 404, 409]) {
			expect(await comment(status, PROBLEM)).toEqual(REFUSED);
		}
		expect(await comment(404, '<html>')).toEqual(UNEXPLAINED(404));
	});

	it('waits where it may be taken later', async () => {
		expect(await comment(503, {}, { 'retry-after': '3' })).toEqual({
			kind: 'later',
			retryAfterMs: 3_000
		});
		expect(await comment(401)).toEqual({ kind: 'signed-out' });
		api.answer = null;
		expect(await sendComment(1, 7, { before: 'a', text: 'b' })).toEqual({
			kind: 'later',
			retryAfterMs: 0
		});
	});
});

it('says whose page asks only where that is known', async () => {
	api.answer = { status: 403, body: { ...PROBLEM, values: { seconds: 3 } } };
	expect(await refusedBy(await post('/anywhere', null, {}))).toEqual({
		message: PROBLEM.detail,
		code: 'round-locked',
		values: { seconds: 3 }
	});
	expect(api.asked[0]?.headers).not.toHaveProperty('x-primum-account');
});

it('counts a request as lost after twenty seconds', async () => {
	const timeout = vi.spyOn(AbortSignal, 'timeout');
	await send([waiting(10, scored(7))]);
	expect(timeout).toHaveBeenCalledWith(20_000);
	timeout.mockReturnValueOnce(AbortSignal.abort());
	expect(await send([waiting(10, scored(7))])).toEqual([{ kind: 'later', retryAfterMs: 0 }]);
	timeout.mockRestore();
});
