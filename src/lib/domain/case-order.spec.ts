import { describe, expect, it } from 'vitest';
import { sorted, type CaseOrder } from './case-order.ts';

const aCase = (externalId: string) => ({ externalId, specialty: externalId.slice(0, 4) });
const CASES = [aCase('Card010'), aCase('Neph001'), aCase('Card002')];
const VALUES = { alpha: [0.5, Number.NaN, -0.1], exact: [0.1, 0.2, 0.3] };

const ids = (order: CaseOrder | null, cases = CASES) =>
	sorted(cases, order, (measure) => VALUES[measure as 'alpha' | 'exact']).map(
		({ externalId }) => externalId
	);

describe('the order of cases', () => {
	it('is the study’s unless another is asked for', () => {
		expect(ids(null)).toEqual(['Card010', 'Neph001', 'Card002']);
	});

	it('goes by the figure that is asked for', () => {
		expect(ids({ key: 'exact', descending: true })).toEqual(['Card002', 'Neph001', 'Card010']);
	});

	it('keeps cases without a value last both ways', () => {
		expect(ids({ key: 'alpha', descending: false })).toEqual(['Card002', 'Card010', 'Neph001']);
		expect(ids({ key: 'alpha', descending: true })).toEqual(['Card010', 'Card002', 'Neph001']);
	});

	it('goes by specialty, cases of one as they came', () => {
		const order = { key: 'specialty', descending: true } as const;
		expect(ids(order)).toEqual(['Neph001', 'Card010', 'Card002']);
	});

	it('reads numbers in ids as numbers', () => {
		const cases = [aCase('Card10'), aCase('Card9')];
		expect(ids({ key: 'case', descending: false }, cases)).toEqual(['Card9', 'Card10']);
	});
});
