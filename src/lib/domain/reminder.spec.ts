import { describe, expect, it } from 'vitest';
import { mayBeRemindedAgain, wasJustReminded, whyNotReminded, type Reminded } from './reminder.ts';

const NOW = Date.UTC(2026, 10, 26, 9);
const DAY = 86_400_000;

const ADA: Reminded = {
	...{ pausedAt: null, pausedUntil: null, leftAt: null, disabledAt: null },
	...{ email: 'ada@hospital.example', joined: true, unremindedAt: null }
};

describe('whyNotReminded', () => {
	it('reminds somebody for whom a case waits', () => {
		expect(whyNotReminded(ADA, 1, NOW)).toBeNull();
	});

	it.each<[string, Partial<Reminded>, number]>([
		['left', { leftAt: 1, disabledAt: 1, pausedAt: 1 }, 3],
		['disabled', { disabledAt: 1 }, 3],
		['no address', { email: null }, 3],
		['not joined', { joined: false }, 3],
		['done', { pausedAt: 1 }, 0],
		['paused', { pausedAt: 1 }, 3],
		['unsubscribed', { unremindedAt: 1 }, 3]
	])('leaves out who is %s', (why, member, open) => {
		expect(whyNotReminded({ ...ADA, ...member }, open, NOW)).toBe(why);
	});

	it('reminds again once a pause is over', () => {
		expect(whyNotReminded({ ...ADA, pausedAt: 1, pausedUntil: NOW }, 3, NOW)).toBeNull();
		expect(whyNotReminded({ ...ADA, pausedAt: 1, pausedUntil: NOW + 1 }, 3, NOW)).toBe('paused');
	});
});

it('reminds nobody twice within the days agreed on', () => {
	expect(mayBeRemindedAgain(null, 7, NOW)).toBe(true);
	expect(mayBeRemindedAgain(NOW - 7 * DAY + 1, 7, NOW)).toBe(false);
	expect(mayBeRemindedAgain(NOW - 7 * DAY, 7, NOW)).toBe(true);
});

it('knows who was reminded within the hour', () => {
	expect(wasJustReminded(null, NOW)).toBe(false);
	expect(wasJustReminded(NOW - 3_600_000 + 1, NOW)).toBe(true);
	expect(wasJustReminded(NOW - 3_600_000, NOW)).toBe(false);
});
