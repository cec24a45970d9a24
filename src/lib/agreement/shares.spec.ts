import { describe, expect, it } from 'vitest';
import * as byCase from './by-case.ts';
import { CONCORDANCE, count, disagreement, share, verdicts } from './shares.ts';

const first = [
	[7, 7, 7],
	[7, 8, 8],
	[2, 8, 9],
	[5, null, null]
];
const second = [
	[1, 1, 2],
	[3, 5, 4]
];

describe('shares of classes', () => {
	const cases = [first, second].map((units) => count(CONCORDANCE, units));

	it('count each unit in one class, and none with a single rating', () => {
		expect([...cases[0]!]).toEqual([1, 1, 0, 1]);
		expect([...cases[1]!]).toEqual([0, 1, 1, 0]);
	});

	it('are of units with two ratings, alone and together', () => {
		const near = byCase.interval(cases, share(CONCORDANCE, ['perfect', 'near-perfect']));
		expect(near).toMatchObject({ value: 3 / 5, units: 5, cases: 2 });
		const perfect = share(CONCORDANCE, ['perfect']).of(cases[0]!);
		expect(perfect).toMatchObject({ value: 1 / 3, units: 3 });
	});

	it('have an interval by case on the scale of the logit', () => {
		// Three cases with 1, 2 and 3 of 4: by hand, without each the share is 5/8, 4/8 and 3/8.
		const made = [1, 2, 3].map((n) => Float64Array.from([n, 4 - n, 0, 0]));
		const found = byCase.interval(made, share(CONCORDANCE, ['perfect']));
		const logit = (p: number) => Math.log(p / (1 - p));
		const se = Math.sqrt((2 / 3) * 2 * logit(5 / 8) ** 2);
		const t = 4.302652729749464;
		expect(found).toMatchObject({ value: 0.5, cases: 3 });
		expect('ci95' in found && found.ci95?.[1]).toBeCloseTo(1 / (1 + Math.exp(-t * se)), 9);
		expect('se' in found && found.se).toBeCloseTo(Math.sqrt((2 / 3) * 2 * (1 / 8) ** 2), 12);
	});

	it('say why there is none', () => {
		const nothing = count(CONCORDANCE, [[3, null]]);
		expect(share(CONCORDANCE, ['perfect']).of(nothing)).toMatchObject({
			undefined: 'No unit has enough ratings to be classed.'
		});
	});
});

it('verdicts and disagreement are those of RAND/UCLA', () => {
	expect([...count(verdicts(), first)]).toEqual([2, 2, 0]);
	expect([...count(verdicts(), second)]).toEqual([0, 1, 1]);
	expect([...count(disagreement(), first)]).toEqual([2, 1]);
	expect([...count(disagreement({ panel: 8 }), first)]).toEqual([3, 0]);
});
