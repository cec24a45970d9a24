import { describe, expect, it } from 'vitest';
import { holdBriefly, placeInWords } from './place-words.ts';

const NOW = Date.UTC(2026, 11, 1, 9, 40);
const silent = { kind: 'silent', days: 9, until: null } as const;
const paused = { kind: 'paused', days: 2, until: Date.UTC(2026, 11, 5) } as const;

describe('what is said of a place', () => {
	it('is its state, how far it is, and what it waits for', () => {
		expect(placeInWords({ state: 'signed', percent: 100, hold: null }, NOW)).toBe('signed');
		expect(placeInWords({ state: 'begun', percent: 82, hold: silent }, NOW)).toBe(
			'begun, 82% rated, silent for 9 days'
		);
		expect(placeInWords({ state: 'not-begun', percent: 0, hold: paused }, NOW)).toBe(
			'not begun, paused until 5 Dec'
		);
	});

	it('fits into a cell', () => {
		expect(holdBriefly(silent, NOW)).toBe('9 d');
		expect(holdBriefly(paused, NOW)).toBe('5 Dec');
		expect(holdBriefly({ ...paused, until: null }, NOW)).toBe('paused');
		expect(holdBriefly({ ...paused, until: Date.UTC(2027, 0, 3) }, NOW)).toBe('3 Jan 2027');
	});
});
