import { expect, it } from 'vitest';
import { isByDay, nextTime } from './schedule.ts';

const at = (text: string) => Date.parse(text);

it.each([
	['before nine on a Thursday', '2026-11-26T08:59:00+01:00', '2026-11-26T09:00:00+01:00'],
	['at nine itself', '2026-11-26T09:00:00+01:00', '2026-11-27T09:00:00+01:00'],
	['after nine on a Friday', '2026-11-27T09:00:01+01:00', '2026-11-30T09:00:00+01:00'],
	['over the change to summer time', '2027-03-26T12:00:00+01:00', '2027-03-29T09:00:00+02:00']
])('comes next at nine of a working day: %s', (_, after, next) => {
	expect(nextTime(at(after), 'Europe/Berlin')).toBe(at(next));
});

it.each([
	['2026-11-26T08:00:00+01:00', true],
	['2026-11-26T17:59:00+01:00', true],
	['2026-11-26T07:59:00+01:00', false],
	['2026-11-26T18:00:00+01:00', false],
	['2026-11-28T12:00:00+01:00', false]
])('wakes nobody: %s', (moment, civil) => {
	expect(isByDay(at(moment), 'Europe/Berlin')).toBe(civil);
});
