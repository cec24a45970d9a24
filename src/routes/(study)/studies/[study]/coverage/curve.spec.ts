import { describe, expect, it } from 'vitest';
import { curveOf, WIDTH, within } from './curve.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 11, 1);
const START = NOW - 20 * DAY;
const pace = {
	days: 14,
	recent: [],
	dueAt: NOW + 5 * DAY,
	finish: { at: NOW + 10 * DAY, from: NOW + 8 * DAY, to: NOW + 20 * DAY, perDay: 50 },
	curve: [
		{ at: START, ratings: 0 },
		{ at: START + 10 * DAY, ratings: 250 },
		{ at: NOW, ratings: 500 }
	]
};

describe('the curve of ratings', () => {
	it('rises from the first day to now, half-way up where half is rated', () => {
		const curve = curveOf(pace, 500, 1000, NOW)!;
		const points = curve.line.split(' ').map((point) => point.split(',').map(Number));
		expect(points).toHaveLength(3);
		expect(points[0]).toEqual([4, 100]);
		// 20 of 40 days, and 500 of 1,000 ratings.
		expect(curve.end).toEqual({ x: 166, y: 61 });
		expect(points[1]).toEqual([85, 80.5]);
	});

	it('reaches all the ratings at the date of the forecast, in its range', () => {
		const { forecast, due, top } = curveOf(pace, 500, 1000, NOW)!;
		expect(forecast).toEqual({
			at: { x: 247, y: top },
			band: '166.0,61.0 230.8,22.0 328.0,22.0',
			inside: true
		});
		expect(due).toBe(206.5);
	});

	it('is there without a forecast, and stays in its picture where that is far away', () => {
		const none = curveOf(
			{ ...pace, finish: { notKnown: 'Too early to say.' }, dueAt: null },
			500,
			1000,
			NOW
		);
		expect(none).toMatchObject({ forecast: null, due: null });
		expect(none!.end.x).toBe(328);
		const far = { ...pace.finish, at: NOW + 900 * DAY, to: NOW + 3000 * DAY };
		expect(curveOf({ ...pace, finish: far }, 500, 1000, NOW)!.forecast!.inside).toBe(false);
	});

	it('is none while nothing is rated', () => {
		expect(curveOf({ ...pace, curve: [] }, 0, 1000, NOW)).toBeNull();
	});

	it('keeps its words inside', () => {
		expect(within(0, 30)).toBe(30);
		expect(within(WIDTH, 30)).toBe(WIDTH - 30);
		expect(within(200, 30)).toBe(200);
	});
});
