import { describe, expect, it } from 'vitest';
import type { EntryInDepth, MetricToRead } from '#lib/domain/leaderboard.ts';
import { profileRows, sliceRows } from './dumbbells.ts';

const METRICS: MetricToRead[] = [
	{ name: 'F1_weighted', meaning: 'F1', better: 'higher', unit: 'share' },
	{ name: 'Severe_rate', meaning: 'share of cases', better: 'lower', unit: 'share' },
	{ name: 'Harmful_errors', meaning: 'errors', better: 'lower', unit: 'harms' }
];
const figure = (value: number | null) => ({ value, ci95: null, cases: 7, records: 7 });

function entry(values: (number | null)[], bySpecialty: Record<string, number | null>) {
	const parts = Object.entries(bySpecialty).map(([name, value]) => [name, figure(value)]);
	return {
		figures: Object.fromEntries(METRICS.map(({ name }, at) => [name, figure(values[at] ?? null)])),
		bySpecialty: Object.fromEntries(parts),
		byCategory: {}
	} as unknown as EntryInDepth;
}

const OWN = entry([0.8, 0.05, 40], { Card: 0.9, Endo: 0.7, Neph: 0.8, Uro: null });
const PEOPLE = entry([0.7, 0.2, 90], { Card: 0.5, Endo: 0.6, Neph: 0.5, Uro: 0.4 });

describe('figures beside those of people', () => {
	it('are every metric, in the order of the scheme; a count has no place from 0 to 1', () => {
		const rows = profileRows(METRICS, OWN, PEOPLE);
		expect(rows.map(({ key, ownWords, peopleWords }) => [key, ownWords, peopleWords])).toEqual([
			['F1_weighted', '0.80', '0.70'],
			['Severe_rate', '5%', '20%'],
			['Harmful_errors', '40', '90']
		]);
		expect(rows.map(({ isDrawn }) => isDrawn)).toEqual([true, true, false]);
	});

	it('stand with what is least ahead of the people first, and what is not known last', () => {
		const names = (people: EntryInDepth | null) =>
			sliceRows('specialty', METRICS[0]!, OWN, people).map(({ label }) => label);
		expect(names(PEOPLE)).toEqual(['Endocrinology', 'Nephrology', 'Cardiology', 'Urology']);
		expect(names(null)).toEqual(['Endocrinology', 'Nephrology', 'Cardiology', 'Urology']);
	});

	it('stand last where the people have no figure, whichever way is good', () => {
		const people = entry([0.7, 0.2, 90], { Card: 0.5, Neph: 0.5, Uro: 0.4 });
		for (const metric of METRICS.slice(0, 2)) {
			const labels = sliceRows('specialty', metric, OWN, people).map(({ label }) => label);
			expect(labels.slice(2)).toEqual(['Endocrinology', 'Urology']);
		}
	});

	it('are turned round where less is better', () => {
		const rows = sliceRows('specialty', METRICS[1]!, OWN, null);
		expect(rows.map(({ label }) => label)).toEqual([
			...['Cardiology', 'Nephrology', 'Endocrinology', 'Urology']
		]);
	});
});
