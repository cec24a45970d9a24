import { expect, it } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { read } from './transport.ts';

const answered = (status: number, body: unknown = {}, headers = {}) =>
	read(new Response(JSON.stringify(body), { status, headers }), 0);

it('takes only a 2xx for saved', async () => {
	expect(await answered(200, { version: 3 })).toEqual({ kind: 'saved', version: 3 });
});

it.each([500, 502, 503, 507, 429, 408])('tries again after %i', async (status) => {
	expect(await answered(status, {}, { 'retry-after': '2' })).toEqual({
		kind: 'later',
		retryAfterMs: 2000
	});
});

it('asks to sign in again after 401', async () => {
	expect(await answered(401)).toEqual({ kind: 'signed-out' });
});

it('hands on the present value of a conflict, and refuses one without', async () => {
	const current = { action: 1, version: 2, value: EMPTY_RATING };
	expect(await answered(409, { detail: 'Changed elsewhere.', current })).toMatchObject({
		kind: 'conflict',
		current
	});
	expect(await answered(409, { detail: 'This case is submitted.' })).toEqual({
		kind: 'refused',
		message: 'This case is submitted.'
	});
	const named = { code: 'slow-down', values: { seconds: 3 } };
	expect(await answered(400, { detail: 'Wait 3 seconds.', ...named })).toEqual({
		kind: 'refused',
		message: 'Wait 3 seconds.',
		...named
	});
});

it('says something even where the answer is no problem document', async () => {
	const outcome = await read(new Response('<html>', { status: 404 }), 0);
	expect(outcome).toMatchObject({
		kind: 'refused',
		message: expect.stringContaining('404'),
		code: 'unexplained',
		values: { status: 404 }
	});
});
