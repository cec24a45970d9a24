import { expect, it } from 'vitest';
import { ruleWords, settingsWords } from './rule-words.ts';

it('names a rule with its band, where it has one, and how many raters it wants', () => {
	expect(settingsWords({ rule: 'median', band: 0, ratersPerCase: 1 })).toBe(
		'Median, band 0, 1 rater'
	);
	expect(settingsWords({ rule: 'majority-label', band: 2, ratersPerCase: 5 })).toBe(
		'Majority label, 5 raters'
	);
});

it('names no band of a rule that has none', () => {
	expect(ruleWords({ rule: 'noharm-strict', band: 3 })).toBe('NOHARM, strict, band 3');
	expect(ruleWords({ rule: 'mean-rounded', band: 3 })).toBe('Rounded mean');
});
