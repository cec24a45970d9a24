import { expect, it } from 'vitest';
import { blocksOf } from './presentation.ts';

it('sets prose, facts and the question apart and keeps every word', () => {
	const text =
		'A 54-year-old man.\nHe climbs stairs.\nVitals: BP 138/84, HR 76\nECG: sinus rhythm\nQuestion: What next?';
	expect(blocksOf(text, null)).toEqual([
		{ kind: 'prose', text: 'A 54-year-old man.\nHe climbs stairs.' },
		{
			kind: 'facts',
			pairs: [
				{ label: 'Vitals', value: 'BP 138/84, HR 76' },
				{ label: 'ECG', value: 'sinus rhythm' }
			]
		},
		{ kind: 'question', text: 'What next?' }
	]);
});

it('puts a question that stands apart last', () => {
	expect(blocksOf('Text.', 'What next? ')).toEqual([
		{ kind: 'prose', text: 'Text.' },
		{ kind: 'question', text: 'What next?' }
	]);
});

it('leaves a sentence with a colon, a time and an empty label as prose', () => {
	for (const line of [
		'He told us at the last visit: no pain.',
		'seen at 10:30 today',
		': nothing',
		'Note:no space'
	]) {
		expect(blocksOf(line, null)).toEqual([{ kind: 'prose', text: line }]);
	}
});

it('keeps blank lines inside prose and markup as text', () => {
	expect(blocksOf('One.\n\n<b>Two</b>', null)).toEqual([
		{ kind: 'prose', text: 'One.\n\n<b>Two</b>' }
	]);
});
