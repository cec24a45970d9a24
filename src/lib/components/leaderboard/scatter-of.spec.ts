import { expect, it } from 'vitest';
import type { MetricToRead } from '#lib/domain/leaderboard.ts';
import { scatterOf } from './scatter-of.ts';

const METRICS: MetricToRead[] = [
	{ name: 'F1_weighted', meaning: '', better: 'higher', unit: 'share' },
	{ name: 'Number_needed_to_harm', meaning: '', better: 'higher', unit: 'cases' }
];

it('has axes as wide as what has an end: an interval without one goes to the end of the axis', () => {
	const n = { cases: 10, records: 10 };
	const one = {
		...{ entry: 'fir', name: 'Fir', kind: 'model', covers: 1 },
		figures: {
			F1_weighted: { value: 0.8, ci95: [0.7, 0.9], ...n },
			Number_needed_to_harm: { value: 12, ci95: [8, null], ...n }
		}
	} as never;
	const shown = { x: 'Number_needed_to_harm', y: 'F1_weighted', by: '', cards: [], side: [] };
	const { across, up, points } = scatterOf({
		page: { shown, named: [one], dots: [], selected: null },
		board: { metrics: METRICS, ceiling: null, release: 1, scheme: 'mast-2026-07' }
	});
	expect(across.domain).toEqual([0, 12]);
	expect(up.domain).toEqual([0.7, 0.9]);
	expect(points[0]!.xEnds).toEqual([8, Infinity]);
});
