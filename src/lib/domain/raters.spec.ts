import { describe, expect, it } from 'vitest';
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import {
	hundredths,
	isApart,
	limitOf,
	sortedPairs,
	sortedRaters,
	type PairLine,
	type RaterLine
} from './raters.ts';

const kappa = (value: number, units = 30): Coefficient => ({
	...{ value, units, ratings: 2 * units, pairs: units }
});
const none: Coefficient = { undefined: 'All equal.', units: 40, ratings: 80, pairs: 40 };

it('prints a kappa in hundredths, and none over fewer than 30 actions', () => {
	expect(hundredths(kappa(0.746))).toBe(75);
	expect(hundredths(kappa(-0.124))).toBe(-12);
	expect(hundredths(kappa(0.9, 29))).toBeNull();
	expect(hundredths(none)).toBeNull();
});

it('calls half a point apart, up or down', () => {
	expect([0.5, -0.5, 0.499, -0.499, 0, undefined].map(isApart)).toEqual([
		...[true, true, false, false, false, false]
	]);
});

it('reads a limit, and the usual one where it is none', () => {
	expect([limitOf('60'), limitOf('61'), limitOf(''), limitOf(null)]).toEqual([60, 75, 75, 75]);
});

describe('raters', () => {
	const line = (label: string, severity: number | undefined, alpha = kappa(0.8)): RaterLine => ({
		...{ label, severity, ratings: 10, ends: 0, middle: 0, cannotRate: 0 },
		...{ seconds: undefined, alphaWithout: alpha }
	});
	const lines = [
		line('R2', 0.1),
		line('R10', -0.9, none),
		line('R1', undefined, kappa(0.7)),
		line('R3', 0.4, kappa(0.9))
	];
	const names = (found: readonly { label: string }[]) => found.map(({ label }) => label);

	it('stand with the farthest first, those of whom nothing is known last', () => {
		expect(names(sortedRaters(lines, null))).toEqual(['R10', 'R3', 'R2', 'R1']);
	});

	it('stand by a column, either way, those without a value last', () => {
		const by = (key: 'rater' | 'difference' | 'without' | 'seconds', descending: boolean) =>
			names(sortedRaters(lines, { key, descending }));
		expect(by('rater', false)).toEqual(['R1', 'R2', 'R3', 'R10']);
		expect(by('difference', false)).toEqual(['R10', 'R2', 'R3', 'R1']);
		expect(by('difference', true)).toEqual(['R3', 'R2', 'R10', 'R1']);
		expect(by('without', true)).toEqual(['R3', 'R2', 'R1', 'R10']);
		expect(by('seconds', true)).toEqual(['R2', 'R10', 'R1', 'R3']);
	});
});

it('pairs stand with the lowest first, or by a column', () => {
	const pairs: PairLine[] = [
		{ label: 'R1 – R2', cases: 2, kappa: kappa(0.9, 80) },
		{ label: 'R1 – R3', cases: 1, kappa: none },
		{ label: 'R1 – R10', cases: 3, kappa: kappa(-0.1, 31) }
	];
	const by = (order: Parameters<typeof sortedPairs>[1]) =>
		sortedPairs(pairs, order).map(({ label }) => label.slice(5));
	expect(by(null)).toEqual(['R10', 'R2', 'R3']);
	expect(by({ key: 'actions', descending: true })).toEqual(['R2', 'R3', 'R10']);
	expect(by({ key: 'cases', descending: false })).toEqual(['R3', 'R2', 'R10']);
	expect(by({ key: 'pair', descending: false })).toEqual(['R2', 'R3', 'R10']);
});
