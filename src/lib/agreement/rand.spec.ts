import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from './concordance.ts';
import { assess, disagreement, ipras, ruleFor } from './rand.ts';

const triples: number[][] = [];
for (let a = 1; a <= 9; a++)
	for (let b = a; b <= 9; b++) for (let c = b; c <= 9; c++) triples.push([a, b, c]);

/** A panel with so many ratings of 2, 5 and 8. */
const panel = (low: number, middle: number, high: number) => [
	...Array<number>(low).fill(2),
	...Array<number>(middle).fill(5),
	...Array<number>(high).fill(8)
];

describe('assess', () => {
	it.each([
		[[7, 8, 9], 'appropriate', 8],
		[[1, 3, 3], 'inappropriate', 3],
		[[4, 5, 6], 'uncertain', 5],
		[[6, 7], 'uncertain', 6.5],
		[[3, 4], 'uncertain', 3.5],
		[[9, 8, 5], 'uncertain', 8],
		[[7], 'appropriate', 7],
		[[6, 7, 8], 'appropriate', 7],
		[[2, 3, 4], 'inappropriate', 3],
		[[null, 9], 'appropriate', 9]
	])('%j is %s', (ratings, verdict, median) => {
		expect(assess(ratings)).toMatchObject({ verdict, median });
	});

	it('calls a panel that disagrees uncertain, whatever its median', () => {
		expect(assess(panel(3, 0, 7))).toEqual({
			ratings: 10,
			median: 8,
			verdict: 'uncertain',
			disagreement: true,
			rule: 'extremes-3'
		});
	});

	it('has nothing to say without a rating, and refuses one off the scale', () => {
		expect(assess([null, null])).toBeUndefined();
		expect(() => assess([0, 5])).toThrow('rater 1: 0 is not');
	});
});

describe('disagreement', () => {
	it.each([
		[8, 3],
		[10, 3],
		[11, 4],
		[13, 4],
		[14, 5],
		[16, 5]
	])('of %i raters needs %i at each extreme', (size, least) => {
		expect(disagreement(panel(least, size - 2 * least, least))).toBe(true);
		expect(disagreement(panel(least - 1, size - 2 * least + 1, least))).toBe(false);
		expect(disagreement(panel(least, size - 2 * least + 1, least - 1))).toBe(false);
	});

	it.each([
		[1, 'primum-small-panel'],
		[7, 'primum-small-panel'],
		[8, 'extremes-3'],
		[10, 'extremes-3'],
		[11, 'extremes-4'],
		[13, 'extremes-4'],
		[14, 'extremes-5'],
		[16, 'extremes-5'],
		[17, 'ipras'],
		[60, 'ipras']
	])('of %i raters goes by %s', (size, rule) => {
		expect(ruleFor(size)).toBe(rule);
		expect(assess(panel(0, size, 0))).toMatchObject({ ratings: size, rule });
	});

	it('goes by the panel that was asked, not by how many answered', () => {
		const whole = [1, 9, 9, 9, 9, 9, 9, 9];
		expect(disagreement(whole)).toBe(false);
		// One of the eight could not rate: by the rule for seven, the 1 beside the 9s would be disagreement.
		const answered = [1, 9, 9, 9, 9, 9, 9, null];
		expect(disagreement(answered)).toBe(true);
		expect(disagreement(answered, { panel: 8 })).toBe(false);
		expect(assess(answered, { panel: 8 })).toMatchObject({ ratings: 7, rule: 'extremes-3' });
		// Nobody answers who was not asked.
		expect(disagreement(whole, { panel: 3 })).toBe(false);
	});

	it('of fewer than 8 raters is Primum’s own, with a band', () => {
		expect(ruleFor(7)).toBe('primum-small-panel');
		expect(disagreement([4, 6])).toBe(false);
		expect(disagreement([4, 7])).toBe(true);
		expect(disagreement([4, 7], { band: 3 })).toBe(false);
		expect(disagreement([3, 7], { band: 8 })).toBe(true);
		expect(disagreement([1])).toBe(false);
		expect(disagreement([])).toBe(false);
	});

	it('of three raters is the class discordant', () => {
		for (const triple of triples)
			expect(disagreement(triple)).toBe(classify(triple) === 'discordant');
	});

	it('of 17 raters and more is IPRAS', () => {
		expect(ruleFor(17)).toBe('ipras');
		expect(disagreement(panel(6, 5, 6))).toBe(true);
		expect(disagreement(panel(2, 13, 2))).toBe(false);
	});
});

describe('ipras', () => {
	it('is worked by hand for 1, 1, 6', () => {
		expect(ipras([6, 1, 1])).toEqual({
			ipr: expect.closeTo(2, 12),
			ipras: expect.closeTo(6.85, 12),
			disagreement: false
		});
		expect(ipras([null])).toBeUndefined();
	});

	it('finds none where the range is just the limit, however it was rounded', () => {
		// Of 17 in order, P30 is 4 and P70 7 + 0.2 (9 - 7): the range is 3.4, the limit 2.35 + 1.5 * 0.7.
		const ratings = [1, 2, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 9, 9, 9, 9, 9];
		expect(ipras(ratings)).toEqual({
			ipr: expect.closeTo(3.4, 12),
			ipras: expect.closeTo(3.4, 12),
			disagreement: false
		});
		expect(ipras([...ratings.slice(0, 11), 8, ...ratings.slice(12)])!.disagreement).toBe(true);
	});

	it.each([
		[7, 4],
		[6, 65],
		[1, 85]
	] as const)(
		'with percentiles of type %i finds %i of the 165 triples discordant',
		(method, wanted) => {
			expect(triples.filter((triple) => ipras(triple, method)!.disagreement)).toHaveLength(wanted);
		}
	);
});

const given = new URL(
	'../../../../shared/agreement-vectors/rand_ucla_3_raters.csv',
	import.meta.url
);

it.skipIf(!existsSync(given))(
	'meets the table of all triples in shared/ (skipped where it is not here)',
	() => {
		const [head, ...lines] = readFileSync(given, 'utf8').trim().split(/\r?\n/);
		const names = head!.split(',');
		for (const line of lines) {
			const row = Object.fromEntries(line.split(',').map((cell, at) => [names[at]!, cell]));
			const triple = [row.a, row.b, row.c].map(Number);
			const found = assess(triple)!;
			const ours = row.disagree_extremes_ge_third === '1' || row.band_range_le_2 === '0';
			expect(found.median, line).toBe(Number(row.median));
			expect(found.disagreement, line).toBe(ours);
			expect(found.verdict, line).toBe(ours ? 'uncertain' : row.median_class);
			for (const method of [7, 6, 1] as const) {
				const spread = ipras(triple, method)!;
				expect(spread.ipr, line).toBeCloseTo(Number(row[`IPR_type${method}`]), 9);
				expect(spread.ipras, line).toBeCloseTo(Number(row[`IPRAS_type${method}`]), 9);
				expect(spread.disagreement, line).toBe(row[`disagree_ipras_type${method}`] === '1');
			}
		}
		expect(lines).toHaveLength(165);
	}
);
