import { expect, it } from 'vitest';
import { figureWords, kindWords, sentWords, shareWords } from './board-words.ts';

const NOV = Date.UTC(2026, 10, 28, 9, 30);

it('says what a submission is', () => {
	expect(kindWords({ kind: 'model', people: null, version: 1 })).toBe('model');
	expect(kindWords({ kind: 'model', people: null, version: 3 })).toBe('model, version 3');
	expect(kindWords({ kind: 'human', people: 1, version: 1 })).toBe('1 person');
	expect(kindWords({ kind: 'human', people: 5, version: 2 })).toBe('5 people, version 2');
});

it('says who sent it', () => {
	const sent = { sender: 'A. Person', byProgram: false, createdAt: NOV };
	expect(sentWords(sent)).toBe('Sent by A. Person on 28 Nov 2026, 09:30 UTC.');
	expect(sentWords({ ...sent, byProgram: true })).toContain('by A. Person, by a program on');
	expect(sentWords({ ...sent, sender: null })).toContain('by the command line on');
});

it('writes a figure with its interval, where there are any', () => {
	const figure = { value: 0.842, cases: 14, records: 28 };
	expect(figureWords({ ...figure, ci95: [0.79, 0.888] })).toBe('0.84 (0.79–0.89)');
	expect(figureWords({ ...figure, ci95: null })).toBe('0.84');
	expect(figureWords({ ...figure, value: null, ci95: null })).toBe('none');
	expect(figureWords(null)).toBe('none');
	expect(shareWords({ ...figure, ci95: null })).toBe('84.2%');
});
