import { describe, expect, it } from 'vitest';
import type { Manifest } from './release.ts';
import { casesChanged, changesInWords } from './release-changes.ts';
import type { Differences } from './release-comparison.ts';
import { differingTerms, termsOf, type Termed } from './release-terms.ts';

const TERMS: Termed = {
	rules: { consensus: 'median', ratersPerCase: 3, band: 2, unresolved: 'exclude', words: 1 },
	filters: {
		...{ comments: false, times: false, pseudonyms: true, specialties: null, cases: null },
		...{ part: 'all', throughRound: null, completeOnly: false }
	},
	license: null,
	language: null,
	tool: { name: 'primum', version: '1.0.0' }
};
const COUNTS: Manifest['counts'] = {
	...{ cases: 3, actions: 8, raters: 3, ratings: 1_200, final: 7, unresolved: 1 }
};
const NOTHING: Differences = {
	cases: { added: [], removed: [], changed: [] },
	actions: {
		...{ added: 0, removed: 0, reworded: 0, label: 0, severity: 0 },
		...{ resolved: 0, unresolved: 0, basis: 0 }
	}
};
const release = (terms: Partial<Termed> = {}, counts: Partial<Manifest['counts']> = {}) => ({
	...{ ...TERMS, ...terms },
	counts: { ...COUNTS, ...counts }
});

it('says of one case its words, and of more their words', () => {
	const changed = (...ids: string[]) => casesChanged({ added: [], removed: [], changed: ids }, 2);
	expect(changed()).toEqual([]);
	expect(changed('A')).toEqual(['1 case changed in its words: A']);
	expect(changed('A', 'B', 'C')).toEqual(['3 cases changed in their words: A, B and 1 more']);
});

describe('what changed, in words', () => {
	it('is nothing between equals', () => {
		expect(changesInWords(release(), release(), NOTHING)).toEqual([]);
	});

	it('is a sentence for each kind of change', () => {
		const before = release();
		const rules = { ...TERMS.rules, band: 1 };
		const after = release({ rules, license: 'cc-by-4.0' }, { raters: 4, ratings: 1_600 });
		const ids = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'];
		expect(
			changesInWords(before, after, {
				cases: { added: ids, removed: ['B'], changed: ['C'] },
				actions: {
					...{ added: 1_000, removed: 1, reworded: 0, label: 1, severity: 2 },
					...{ resolved: 0, unresolved: 1, basis: 2 }
				}
			})
		).toEqual([
			'6 cases added: A1, A2, A3, A4, A5 and 1 more.',
			'1 case removed: B.',
			'1 case changed in its words: C.',
			'1,000 actions added, 1 removed.',
			'3 final scores changed: 1 to another label, 2 within the label.',
			'1 action no longer resolved.',
			'2 final scores the same, but come to in another way.',
			'Raters: 4, was 3.',
			'Ratings: 1,600, was 1,200.',
			'Band: 1, was 2.',
			'Licence: CC-BY-4.0, was none.'
		]);
	});

	it('does not take for a change what an earlier format did not tell', () => {
		const { license: _, language: _none, ...old } = release();
		const filters = { comments: false, times: false };
		expect(changesInWords({ ...old, filters }, release(), NOTHING)).toEqual([]);
		expect(differingTerms({ ...old, filters }, release())).toContainEqual({
			...{ name: 'licence', from: null, to: 'none' }
		});
	});
});

describe('the terms of a release', () => {
	it('tell other cases apart, also where there are as many', () => {
		const of = (cases: string[]) => ({ ...TERMS, filters: { ...TERMS.filters, cases } });
		const [one, other] = [of(['A', 'B', 'C', 'D']), of(['A', 'B', 'C', 'E'])];
		const value = '4 cases chosen one by one';
		expect(termsOf(one)).toContainEqual({ name: 'cases', value });
		expect(differingTerms(one, other)).toEqual([{ name: 'cases', from: value, to: value }]);
		expect(differingTerms(one, one)).toEqual([]);
	});
});
