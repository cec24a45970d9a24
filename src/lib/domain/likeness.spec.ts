import { describe, expect, it } from 'vitest';
import { alikeAmong, likeness, wordsOf } from './likeness.ts';

describe('likeness', () => {
	it('is the share of common words, each counted once', () => {
		// {order, an, ecg} and {order, an, ecg, today}: 3 of 4.
		expect(likeness(wordsOf('Order an ECG'), wordsOf('order an ECG, today!'))).toBe(0.75);
		expect(likeness(wordsOf('one two'), wordsOf('three'))).toBe(0);
		expect(likeness(wordsOf('rest, rest, rest'), wordsOf('Rest.'))).toBe(1);
	});

	it('sees no likeness in texts without words', () => {
		expect(likeness(wordsOf(''), wordsOf('...'))).toBe(0);
	});

	it('counts letters of any alphabet, and numbers', () => {
		expect([...wordsOf('Äpfel: 5 mg, μg ΩΜ')]).toEqual(['apfel', '5', 'mg', 'μg', 'ωμ']);
	});
});

describe('texts that are alike', () => {
	it('names the one before that says the same, whatever its case, accents and punctuation', () => {
		const texts = ['Order an ECG.', 'Rest', 'order an écg'];
		expect(alikeAmong(texts)).toEqual([{ at: 2, like: 0, same: true }]);
	});

	it('names the nearest where four of five words are the same, and not where fewer are', () => {
		const texts = [
			'Start aspirin 300 mg',
			'Start aspirin 300 mg now',
			'Start heparin 300 mg now at once'
		];
		// 4 of 5 for the second; of the third 4 of 8 and 5 of 7.
		expect(alikeAmong(texts)).toEqual([{ at: 1, like: 0, same: false }]);
	});

	it('tells the same words in another order apart from the same text', () => {
		expect(alikeAmong(['aspirin before heparin', 'heparin before aspirin'])).toEqual([
			{ at: 1, like: 0, same: false }
		]);
	});

	it('passes over what is empty', () => {
		expect(alikeAmong(['', ' ', '...'])).toEqual([]);
	});
});
