import { describe, expect, it } from 'vitest';
import { sorted, type CaseFigures } from './case-order.ts';

const COUNTS = { units: 2, ratings: 6, pairs: 6 };

function figures(externalId: string, alpha: number | null): CaseFigures {
	const coefficient =
		alpha === null
			? { ...COUNTS, undefined: 'No unit has two ratings.' }
			: { ...COUNTS, value: alpha };
	return {
		externalId,
		specialty: externalId.slice(0, 4),
		figures: { alpha: coefficient, exact: coefficient, withinOne: coefficient }
	};
}

const CASES = [figures('Card010', 0.5), figures('Neph001', null), figures('Card002', -0.1)];
const ids = (cases: CaseFigures[]) => cases.map(({ externalId }) => externalId);

describe('the order of cases', () => {
	it('is the study’s unless another is asked for', () => {
		expect(ids(sorted(CASES, null))).toEqual(['Card010', 'Neph001', 'Card002']);
	});

	it('keeps cases without a value last both ways', () => {
		expect(ids(sorted(CASES, { key: 'alpha', descending: false }))).toEqual([
			'Card002',
			'Card010',
			'Neph001'
		]);
		expect(ids(sorted(CASES, { key: 'alpha', descending: true }))).toEqual([
			'Card010',
			'Card002',
			'Neph001'
		]);
	});

	it('reads numbers in ids as numbers', () => {
		const cases = [figures('Card10', 1), figures('Card9', 1)];
		expect(ids(sorted(cases, { key: 'case', descending: false }))).toEqual(['Card9', 'Card10']);
	});
});
