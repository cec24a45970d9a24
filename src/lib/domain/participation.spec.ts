import { describe, expect, it } from 'vitest';
import { isPaused, participationOf } from './participation.ts';

const NOW = Date.UTC(2026, 10, 28);
const member = { joined: true, leftAt: null, disabledAt: null, pausedAt: null, pausedUntil: null };

describe('a pause', () => {
	it('lasts until its day, and without one until it is ended', () => {
		expect(isPaused({ pausedAt: null, pausedUntil: null }, NOW)).toBe(false);
		expect(isPaused({ pausedAt: 1, pausedUntil: null }, NOW)).toBe(true);
		expect(isPaused({ pausedAt: 1, pausedUntil: NOW + 1 }, NOW)).toBe(true);
		expect(isPaused({ pausedAt: 1, pausedUntil: NOW }, NOW)).toBe(false);
	});
});

describe('how somebody takes part', () => {
	it('goes from the invitation to the first rating', () => {
		expect(participationOf({ ...member, joined: false }, 0, NOW)).toBe('invited');
		expect(participationOf(member, 0, NOW)).toBe('joined');
		expect(participationOf(member, 1, NOW)).toBe('active');
	});

	it('names what keeps the person from rating, the lasting before the passing', () => {
		const paused = { ...member, pausedAt: 1 };
		expect(participationOf(paused, 9, NOW)).toBe('paused');
		const disabled = { ...paused, disabledAt: 1 };
		expect(participationOf(disabled, 9, NOW)).toBe('disabled');
		expect(participationOf({ ...disabled, leftAt: 1 }, 9, NOW)).toBe('left');
	});
});
