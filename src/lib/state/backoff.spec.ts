import { expect, it } from 'vitest';
import { delay, retryAfter } from './backoff.ts';

it('doubles up to a minute, half of it random', () => {
	expect([1, 2, 3, 4].map((attempt) => delay(attempt, 0, 1))).toEqual([1000, 2000, 4000, 8000]);
	expect([1, 2, 3, 4].map((attempt) => delay(attempt, 0, 0))).toEqual([500, 1000, 2000, 4000]);
	expect(delay(50, 0, 1)).toBe(60_000);
});

it('never comes back before the server asked for', () => {
	expect(delay(1, 5000, 0)).toBe(5000);
	expect(delay(5, 5000, 1)).toBe(16_000);
});

it('reads seconds, dates and nonsense', () => {
	const now = Date.parse('2026-11-23T08:00:00Z');
	expect(retryAfter('2', now)).toBe(2000);
	expect(retryAfter('Mon, 23 Nov 2026 08:00:30 GMT', now)).toBe(30_000);
	expect(retryAfter('Mon, 23 Nov 2026 07:00:00 GMT', now)).toBe(0);
	expect(retryAfter('999999', now)).toBe(3_600_000);
	expect(retryAfter('3600', now)).toBe(3_600_000);
	expect(retryAfter('-5', now)).toBe(0);
	for (const header of [null, '', '  ', 'soon']) expect(retryAfter(header, now)).toBe(0);
});
