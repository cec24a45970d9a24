import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolve, roundTowardFive, type ConsensusSettings } from './consensus.ts';
import { SCORES, zone } from './scale.ts';
import { CONSENSUS_RULES, type ConsensusRule } from './study.ts';

const settings = (rule: ConsensusRule, ratersPerCase = 3, band = 2): ConsensusSettings => ({
	...{ rule, ratersPerCase, band }
});

describe('roundTowardFive', () => {
	it.each([
		[1, 1],
		[1.5, 2],
		[2.4, 2],
		[3.5, 4],
		[4.5, 5],
		[5, 5],
		[5.5, 5],
		[6.5, 6],
		[8.5, 8],
		[8.6, 9],
		[25 / 3, 8],
		[9, 9]
	])('takes %d to %d', (value, score) => {
		expect(roundTowardFive(value)).toBe(score);
	});
});

describe('median', () => {
	it.each([
		[[7, 8, 9], 8, 'rule'],
		[[1, 1, 1], 1, 'unanimous'],
		[[3, 3, 5], 3, 'rule'],
		[[9, 9, 8], 9, 'rule'],
		[[3, 3, 4, 4], 4, 'rule'],
		[[6, 6, 7, 7], 6, 'rule']
	] as const)('%j is %i, by %s', (scores, score, basis) => {
		expect(resolve(scores, settings('median'))).toEqual({
			...{ score, basis },
			provisional: score,
			reason: null
		});
	});

	it('leaves open what the panel disagrees about, and says between which scores', () => {
		expect(resolve([9, 3, 8], settings('median'))).toEqual({
			score: null,
			basis: 'unresolved',
			provisional: 8,
			reason: 'the panel disagrees: scores from 3 to 9'
		});
	});

	it('honours the band', () => {
		const scores = [4, 6, 7];
		expect(resolve(scores, settings('median', 3, 2)).score).toBeNull();
		expect(resolve(scores, settings('median', 3, 3)).score).toBe(6);
		expect(resolve([5, 5, 6], settings('median', 3, 0)).score).toBeNull();
		expect(resolve([5, 5, 5], settings('median', 3, 0)).score).toBe(5);
		// Opposite thirds disagree, however wide the band.
		expect(resolve([3, 5, 7], settings('median', 3, 8)).score).toBeNull();
	});

	it('counts extremes instead of the band in a panel of eight or more', () => {
		const spread = [1, 2, 5, 5, 5, 5, 8, 9];
		expect(resolve(spread, settings('median', 8, 0)).score).toBe(5);
		expect(resolve([1, 2, 3, 5, 5, 7, 8, 9], settings('median', 8)).score).toBeNull();
	});

	it('leaves open what has fewer scores than wanted', () => {
		expect(resolve([7, 8], settings('median'))).toEqual({
			score: null,
			basis: 'unresolved',
			provisional: 7,
			reason: '2 of 3 wanted scores'
		});
		expect(resolve([], settings('median'))).toEqual({
			score: null,
			basis: 'unresolved',
			provisional: null,
			reason: '0 of 3 wanted scores'
		});
		expect(resolve([7], settings('median', 1)).score).toBe(7);
	});
});

describe('noharm-strict', () => {
	it.each([
		[[1, 1, 1], 1, 'unanimous'],
		[[1, 1, 2], 2, 'rule'],
		[[1, 1, 3], 2, 'rule'],
		[[9, 9, 9], 9, 'unanimous'],
		[[9, 9, 7], 8, 'rule'],
		[[8, 9, 9], 8, 'rule'],
		[[8, 8, 9], 8, 'rule'],
		[[7, 8, 9], 8, 'rule'],
		[[2, 2, 1], 2, 'rule'],
		[[4, 5, 6], 5, 'rule']
	] as const)('%j is %i, by %s', (scores, score, basis) => {
		expect(resolve(scores, settings('noharm-strict'))).toMatchObject({ score, basis });
	});

	it('differs from the median only where that is 1 or 9 and someone said otherwise', () => {
		for (const scores of triples()) {
			const strict = resolve(scores, settings('noharm-strict'));
			const median = resolve(scores, settings('median'));
			const [low, middle, high] = scores.toSorted((a, b) => a - b);
			const moved = (middle === 1 || middle === 9) && low !== high;
			const wanted = moved && median.score !== null ? (middle === 1 ? 2 : 8) : median.score;
			expect(strict.score, String(scores)).toBe(wanted);
		}
	});
});

describe('mean-rounded', () => {
	it.each([
		[[1, 5, 9], 5],
		[[7, 8, 8], 8],
		[[7, 7, 8], 7],
		[[3, 4], 4],
		[[6, 7], 6]
	])('%j is %i', (scores, score) => {
		expect(resolve(scores, settings('mean-rounded', scores.length)).score).toBe(score);
	});
});

describe('majority-label', () => {
	it.each([
		[[7, 9, 1], 8],
		[[9, 9, 8], 9],
		[[1, 2, 9], 2],
		[[4, 5, 9], 5],
		[[7, 8, 4, 1], 7]
	])('%j is %i', (scores, score) => {
		expect(resolve(scores, settings('majority-label')).score).toBe(score);
	});

	it('leaves open where two labels tie', () => {
		expect(resolve([1, 5, 9], settings('majority-label'))).toEqual({
			score: null,
			basis: 'unresolved',
			provisional: null,
			reason: 'no label has a majority'
		});
	});
});

describe('an adjudication', () => {
	const ruling = { score: 2, reason: 'a guideline forbids it' } as const;

	it.each(CONSENSUS_RULES)('overrides %s, and carries its reason', (rule) => {
		for (const scores of [[9, 9, 9], [1, 5, 9], [7], []]) {
			expect(resolve(scores, settings(rule), ruling)).toMatchObject({
				...ruling,
				basis: 'adjudicated',
				provisional: resolve(scores, settings(rule)).provisional
			});
		}
	});
});

const panels = fc.record({
	scores: fc.array(fc.constantFrom(...SCORES), { maxLength: 20 }),
	rule: fc.constantFrom(...CONSENSUS_RULES),
	ratersPerCase: fc.integer({ min: 1, max: 9 }),
	band: fc.integer({ min: 0, max: 8 })
});

describe('every rule', () => {
	it('does not depend on the order of the ratings, and changes none', () => {
		const shuffled = panels.chain((panel) =>
			fc.record({
				panel: fc.constant(panel),
				turned: fc.shuffledSubarray(panel.scores, { minLength: panel.scores.length })
			})
		);
		fc.assert(
			fc.property(shuffled, ({ panel: { scores, ...rest }, turned }) => {
				const before = [...turned];
				expect(resolve(turned, rest)).toEqual(resolve(scores, rest));
				expect(turned).toEqual(before);
			})
		);
	});

	it('gives a score between the lowest and the highest rating, or says why there is none', () => {
		fc.assert(
			fc.property(panels, ({ scores, ...rest }) => {
				const { score, basis, reason, provisional } = resolve(scores, rest);
				if (score === null) {
					expect(basis).toBe('unresolved');
					expect(reason).not.toBeNull();
					return;
				}
				expect(reason).toBeNull();
				expect(provisional).toBe(score);
				expect(scores.length).toBeGreaterThanOrEqual(rest.ratersPerCase);
				expect(score).toBeGreaterThanOrEqual(Math.min(...scores));
				expect(score).toBeLessThanOrEqual(Math.max(...scores));
				expect(basis === 'unanimous').toBe(new Set(scores).size === 1);
			})
		);
	});
});

function triples(): number[][] {
	return SCORES.flatMap((a) =>
		SCORES.filter((b) => b >= a).flatMap((b) =>
			SCORES.filter((c) => c >= b).map((c) => [a, b, c] as number[])
		)
	);
}

// Values computed elsewhere, for all 165 panels of three; the folder is not part of the repository.
const vectors = fileURLToPath(
	new URL('../../../../shared/agreement-vectors/rand_ucla_3_raters.csv', import.meta.url)
);
const absent = existsSync(vectors) ? '' : ' (skipped: shared/agreement-vectors is not here)';

describe.skipIf(absent !== '')(`all panels of three${absent}`, () => {
	const [head, ...lines] = absent === '' ? readFileSync(vectors, 'utf8').trim().split('\n') : [''];
	const names = head!.trim().split(',');
	const rows = lines.map((line) => {
		const cells = line.trim().split(',');
		return Object.fromEntries(names.map((name, index) => [name, cells[index]!]));
	});

	it('are 165', () => expect(rows).toHaveLength(165));

	it.each([2, 3])('give the median, or disagree, within a band of %i', (band) => {
		for (const row of rows) {
			const scores = [row['a'], row['b'], row['c']].map(Number);
			const within = row[`band_range_le_${band}`] === '1';
			const opposed = Number(row['n_1_3']) > 0 && Number(row['n_7_9']) > 0;
			const { score, provisional } = resolve(scores, settings('median', 3, band));
			expect(provisional, String(scores)).toBe(Number(row['median']));
			expect(score, String(scores)).toBe(within && !opposed ? Number(row['median']) : null);
			const word = { harmful: 'inappropriate', uncertain: 'uncertain', beneficial: 'appropriate' };
			expect(word[zone(provisional!)], String(scores)).toBe(row['median_class']);
		}
	});
});
