import { describe, expect, it } from 'vitest';
import { resolve } from './consensus.ts';
import {
	concernsOf,
	spreadOf,
	whyOpen,
	worstFirst,
	type Concern,
	type Said,
	type Standing,
	type Why
} from './disagreements.ts';

const NOTHING: Said = {
	score: null,
	cannotRate: false,
	wording: false,
	flagged: false,
	commented: false
};

const given = (scores: number[]): Said[] => scores.map((score) => ({ ...NOTHING, score }));

function standing(scores: number[], more: Partial<Standing> = {}): Standing {
	const final = resolve(scores, { rule: 'noharm-strict', ratersPerCase: 3, band: 2 });
	return { given: given(scores), final, rulings: null, isAwaited: false, ...more };
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

describe('whyOpen', () => {
	it('tells harm that meets benefit from scores that are apart in another way', () => {
		expect(whyOpen(standing([3, 6, 8]), 3)).toBe('harm-benefit');
		expect(whyOpen(standing([1, 9, 9]), 3)).toBe('harm-benefit');
		expect(whyOpen(standing([4, 6, 8]), 3)).toBe('apart');
		expect(whyOpen(standing([1, 5, 6]), 3)).toBe('apart');
		expect(whyOpen(standing([5, 6, 7]), 3)).toBeNull();
	});

	it('finds too few scores once nobody is still to give one', () => {
		expect(whyOpen(standing([7, 7]), 3)).toBe('few');
		expect(whyOpen(standing([]), 3)).toBe('few');
		expect(whyOpen(standing([1, 9], { isAwaited: true }), 3)).toBeNull();
		// All that are wanted are there: whoever is still to answer again does not make it less open.
		expect(whyOpen(standing([1, 5, 9], { isAwaited: true }), 3)).toBe('harm-benefit');
	});

	it('says how rulings stand, and is done once one holds', () => {
		const differ = standing([1, 5, 9], { rulings: { state: 'apart', scores: [2, 6] } });
		expect(whyOpen(differ, 3)).toBe('rulings-apart');
		expect(whyOpen(standing([1, 5, 9], { rulings: { state: 'waits' } }), 3)).toBe('ruling-waits');
		expect(whyOpen(standing([1, 5, 9], { final: { basis: 'adjudicated' } }), 3)).toBeNull();
	});
});

describe('concernsOf', () => {
	it('finds scores that are apart where the rule itself never minds, until somebody rules', () => {
		const mean = resolve([1, 5, 9], { rule: 'mean-rounded', ratersPerCase: 3, band: 2 });
		expect(mean.basis).toBe('rule');
		expect(concernsOf(standing([1, 5, 9], { final: mean }))).toEqual(['discordant']);
		expect(concernsOf(standing([1, 5, 9], { final: { basis: 'adjudicated' } }))).toEqual([]);
		expect(concernsOf(standing([1, 5, 9]))).toEqual([]);
	});

	it('finds flags, reasons and comments of anyone, rated or not', () => {
		const saying = (...others: Partial<Said>[]) =>
			concernsOf(standing([7, 7, 7], { given: others.map((other) => ({ ...NOTHING, ...other })) }));
		expect(saying({ wording: true })).toEqual(['wording']);
		expect(saying({ flagged: true })).toEqual(['flagged']);
		expect(saying({ cannotRate: true })).toEqual(['cannot-rate']);
		expect(saying({ commented: true })).toEqual(['commented']);
		expect(saying({ commented: true, wording: true }, { cannotRate: true, flagged: true })).toEqual(
			['wording', 'flagged', 'cannot-rate', 'commented']
		);
	});
});

describe('worstFirst', () => {
	const action = (id: string, why: Why | null, scores: number[], concerns: Concern[] = []) => ({
		...{ id, why, concerns },
		spread: spreadOf(scores)
	});

	it('goes by why it is open, then by what else there is, then by range, by distance, as it was', () => {
		const sorted = worstFirst([
			action('sent, nothing else', null, [7, 7, 7]),
			action('comment, wide', null, [1, 9], ['commented']),
			action('comment, one score', null, [5], ['commented']),
			action('comment, no score', null, [], ['commented']),
			action('reason', null, [7, 7], ['cannot-rate', 'commented']),
			action('flag', null, [7, 7, 7], ['flagged']),
			action('wording', null, [7, 7, 7], ['wording', 'commented']),
			action('settled, wide', null, [1, 5, 9], ['discordant']),
			action('few', 'few', [1, 9], ['flagged']),
			action('waits', 'ruling-waits', [1, 5, 9]),
			action('apart, narrow', 'apart', [4, 5, 7]),
			action('apart, wide', 'apart', [1, 5, 6]),
			action('harm and benefit, as wide as it gets', 'harm-benefit', [1, 5, 9]),
			action('harm and benefit, wide', 'harm-benefit', [1, 1, 9]),
			action('harm and benefit, as the one before', 'harm-benefit', [9, 5, 1]),
			action('harm and benefit, less', 'harm-benefit', [3, 5, 7], ['wording']),
			action('rulings differ', 'rulings-apart', [4, 5, 7])
		]);
		expect(sorted.map(({ id }) => id)).toEqual([
			'rulings differ',
			'harm and benefit, wide',
			'harm and benefit, as wide as it gets',
			'harm and benefit, as the one before',
			'harm and benefit, less',
			'apart, wide',
			'apart, narrow',
			'waits',
			'few',
			'settled, wide',
			'wording',
			'flag',
			'reason',
			'comment, wide',
			'comment, one score',
			'comment, no score',
			'sent, nothing else'
		]);
	});
});
