import { describe, expect, it } from 'vitest';
import { resolve, type Basis } from './consensus.ts';
import { concernsOf, spreadOf, worstFirst, type Concern, type Said } from './disagreements.ts';

const NOTHING: Said = { score: null, cannotRate: false, flagged: false, commented: false };

const given = (scores: number[]): Said[] => scores.map((score) => ({ ...NOTHING, score }));

function concerns(scores: number[], others: Partial<Said>[] = [], k = 3): Concern[] {
	const all = [...given(scores), ...others.map((other) => ({ ...NOTHING, ...other }))];
	const final = resolve(scores, { rule: 'noharm-strict', ratersPerCase: k, band: 2 });
	return concernsOf(all, final, k);
}

describe('spreadOf', () => {
	it('gives median, range, mean squared distance and class', () => {
		expect(spreadOf([9, 1, 5])).toEqual({
			median: 5,
			range: 8,
			distance: 32,
			concordance: 'discordant'
		});
		expect(spreadOf([7, 7, 8])).toMatchObject({ median: 7, range: 1, concordance: 'near-perfect' });
	});

	it('tells apart what the range does not: 1 1 9 from 1 5 9', () => {
		expect(spreadOf([1, 1, 9]).distance).toBeCloseTo(128 / 3, 12);
	});

	it('says nothing that so few scores do not say', () => {
		expect(spreadOf([])).toEqual({ median: null, range: null, distance: 0, concordance: null });
		expect(spreadOf([4])).toEqual({ median: 4, range: null, distance: 0, concordance: null });
	});
});

describe('concernsOf', () => {
	it('finds what the panel leaves open once it has the wanted scores, and not before', () => {
		expect(concerns([2, 5, 7])).toEqual(['discordant']);
		expect(concerns([1, 9])).toEqual([]);
		expect(concerns([5, 6, 7])).toEqual([]);
	});

	it('finds scores that are apart where the rule itself never minds', () => {
		const mean = resolve([1, 5, 9], { rule: 'mean-rounded', ratersPerCase: 3, band: 2 });
		expect(mean.basis).toBe('rule');
		expect(concernsOf(given([1, 5, 9]), mean, 3)).toEqual(['discordant']);
	});

	it('finds an action left open by a narrow band though its class is not discordant', () => {
		const narrow = resolve([5, 5, 7], { rule: 'median', ratersPerCase: 3, band: 1 });
		expect(concernsOf(given([5, 5, 7]), narrow, 3)).toEqual(['discordant']);
	});

	it('has done with scores that were ruled on', () => {
		expect(concernsOf(given([1, 5, 9]), { basis: 'adjudicated' }, 3)).toEqual([]);
	});

	it('finds flags, reasons and comments of anyone, rated or not', () => {
		expect(concerns([7, 7], [{ flagged: true }])).toEqual(['flagged']);
		expect(concerns([7, 7], [{ cannotRate: true }])).toEqual(['cannot-rate']);
		expect(concerns([7, 7, 7], [{ commented: true }])).toEqual(['commented']);
		expect(concerns([1, 9, 9], [{ cannotRate: true, flagged: true, commented: true }])).toEqual([
			'discordant',
			'flagged',
			'cannot-rate',
			'commented'
		]);
	});
});

describe('worstFirst', () => {
	const action = (id: string, found: Concern[], scores: number[], basis: Basis = 'unresolved') => ({
		id,
		concerns: found,
		final: { basis },
		spread: spreadOf(scores)
	});

	it('goes by what is most pressing, then by range, then by distance, then as it was', () => {
		const sorted = worstFirst([
			action('comment, wide', ['commented'], [1, 9], 'rule'),
			action('comment, one score', ['commented'], [5]),
			action('comment, no score', ['commented'], []),
			action('reason', ['cannot-rate', 'commented'], [7, 7]),
			action('flag', ['flagged'], [7, 7, 7], 'unanimous'),
			action('wide, resolved', ['discordant'], [1, 5, 9], 'rule'),
			action('open, narrow', ['discordant', 'flagged'], [4, 5, 7]),
			action('open, wide', ['discordant'], [1, 5, 9]),
			action('open, wide, apart', ['discordant'], [1, 1, 9]),
			action('open, wide, as the last', ['discordant'], [9, 5, 1])
		]);
		expect(sorted.map(({ id }) => id)).toEqual([
			'open, wide, apart',
			'open, wide',
			'open, wide, as the last',
			'open, narrow',
			'wide, resolved',
			'flag',
			'reason',
			'comment, wide',
			'comment, one score',
			'comment, no score'
		]);
	});
});
