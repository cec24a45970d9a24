import { describe, expect, it } from 'vitest';
import { point, POINTS, SCORES, severity, zone } from './scale.ts';

describe('the scale', () => {
	it('has one point for each score, in order, in the zone its label names', () => {
		expect(POINTS.map(({ score }) => score)).toEqual([...SCORES]);
		for (const score of SCORES) {
			expect(point(score).score).toBe(score);
			expect(point(score).zone).toBe(zone(score));
			expect(point(score).label.toLowerCase()).toContain(zone(score));
		}
	});

	it('gives a severity to both ends, and says it in the label', () => {
		const severities = SCORES.map(severity);
		expect(severities).toEqual([
			...['severe', 'moderate', 'mild'],
			...[null, null, null],
			...['mild', 'moderate', 'severe']
		]);
		for (const score of SCORES) {
			const word = severity(score);
			if (word !== null) expect(point(score).label).toContain(word);
		}
	});

	it('puts a half in the middle zone', () => {
		expect([3, 3.5, 6.5, 7].map(zone)).toEqual(['harmful', 'uncertain', 'uncertain', 'beneficial']);
	});
});
