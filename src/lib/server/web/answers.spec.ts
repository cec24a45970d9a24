import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { answer, attempt, safeNext } from './answers.ts';

const actor = { id: 1, name: 'A', email: 'a@example.org', isAdmin: false };
const from = { via: 'page' } as const;
const locals = { app: {} as App.Locals['app'], actor, from, language: 'en' as const };

describe('safeNext', () => {
	it('keeps a path of this site', () => {
		expect(safeNext('/cases/3?from=mail')).toBe('/cases/3?from=mail');
	});

	it.each([
		null,
		'',
		'https://elsewhere.example/',
		'//elsewhere.example/',
		'/\\elsewhere.example/',
		'/\t/elsewhere.example',
		'javascript:alert(1)'
	])('turns %j into the start page', (next) => {
		expect(safeNext(next)).toBe('/');
	});
});

describe('answer', () => {
	it('refuses whoever is not signed in, without asking', async () => {
		const response = await answer({ ...locals, actor: null }, () => {
			throw new Error('must not be asked');
		});
		expect(response.status).toBe(401);
		expect(response.headers.get('content-type')).toBe('application/problem+json');
	});

	it('gives the stored value with a conflict, and when to come back when busy', async () => {
		const conflict = await answer(locals, async () => {
			throw new Refusal('conflict', 'Changed elsewhere.', { detail: { version: 4 } });
		});
		expect(conflict.status).toBe(409);
		expect(await conflict.json()).toMatchObject({ current: { version: 4 } });
		const busy = await answer(locals, async () => {
			throw new Refusal('busy', 'Later.');
		});
		expect(busy.headers.get('retry-after')).toBe('2');
		expect(conflict.headers.has('retry-after')).toBe(false);
	});

	it('tells whoever asks too often how many seconds to wait, where it is known', async () => {
		const wait = (retryAfter?: number) =>
			answer(locals, async () => {
				throw new Refusal('slow-down', 'Too often.', { code: 'slow-down', retryAfter });
			});
		const told = await wait(17);
		expect([told.status, told.headers.get('retry-after')]).toEqual([429, '17']);
		expect((await wait()).headers.has('retry-after')).toBe(false);
	});

	it('names the fields of a request that cannot be read', async () => {
		const response = await answer(locals, async () => z.object({ a: z.number() }).parse({}));
		expect(response.status).toBe(400);
		expect((await response.json()).problems[0].field).toBe('a');
	});

	it('lets the unexpected through', async () => {
		await expect(
			answer(locals, async () => {
				throw new Error('bug');
			})
		).rejects.toThrow('bug');
	});
});

describe('attempt', () => {
	it('gives one sentence a field', async () => {
		const schema = z.object({ name: z.string().min(1, 'give a name') });
		const failure = await attempt(() => schema.parseAsync({ name: '' }));
		expect(failure).toMatchObject({ ok: false, status: 400, fields: { name: 'Give a name.' } });
	});
});
