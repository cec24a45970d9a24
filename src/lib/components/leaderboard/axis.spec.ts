import { describe, expect, it } from 'vitest';
import { barDomain, fluidAxis, pixelAxis, pointDomain } from './axis.ts';

describe('an axis', () => {
	it('places in per cent, or in pixels, and never beyond its ends', () => {
		const fluid = fluidAxis([0, 1]);
		expect([0, 0.5, 1 / 3, 2].map((value) => fluid.at(value))).toEqual([
			...['0%', '50%', '33.33%', '100%']
		]);
		expect(fluid.between(0.25, 0.75)).toBe('50%');
		const pixels = pixelAxis([0, 60], [100, 400]);
		expect([0, 30, 90].map((value) => pixels.at(value))).toEqual([100, 250, 400]);
		expect(pixels.between(30, 0)).toBe(150);
	});

	it('of bars begins at 0, and ends at 1 for shares and at a round number for the rest', () => {
		expect(barDomain('share', 0.4)).toEqual([0, 1]);
		expect(barDomain('rate', 0.53)).toEqual([0, 0.6]);
		expect(barDomain('rate', 0)).toEqual([0, 0.1]);
		expect(barDomain('count', 187)).toEqual([0, 200]);
		expect(barDomain('count', 0)).toEqual([0, 1]);
	});

	it('of points is as narrow as tenths allow, and never leaves 0 to 1 for shares', () => {
		expect(pointDomain('share', [0.62, 0.71, 0.97])).toEqual([0.6, 1]);
		expect(pointDomain('share', [0.3, 0.4])).toEqual([0.3, 0.4]);
		expect(pointDomain('share', [1])).toEqual([0.9, 1]);
		expect(pointDomain('share', [0])).toEqual([0, 0.1]);
		expect(pointDomain('share', [])).toEqual([0, 1]);
		expect(pointDomain('count', [3, 187])).toEqual([0, 200]);
	});
});
