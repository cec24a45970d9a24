import { expect, it } from 'vitest';
import { count, moment, table } from './text.ts';

it('table sets words to the left and numbers to the right', () => {
	const text = table(
		['name', 'cases', 'what'],
		[
			['Ada', '1,400', 'x'],
			['Bo', '7', '']
		]
	);
	expect(text.split('\n')).toEqual(['name  cases  what', 'Ada   1,400  x', 'Bo        7']);
});

it('table without a row is its header', () => {
	expect(table(['a', 'b'], [])).toBe('a  b');
});

it('count knows one from many', () => {
	expect([count(0, 'case'), count(1, 'case'), count(1400, 'case')]).toEqual([
		'0 cases',
		'1 case',
		'1,400 cases'
	]);
});

it('moment is in UTC, to the minute', () => {
	expect(moment(Date.UTC(2026, 10, 2, 8, 5, 59))).toBe('2026-11-02 08:05 UTC');
});
