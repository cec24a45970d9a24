import { expect, it } from 'vitest';
import { compare, partsThatDiffer } from './comparing.ts';

const of = (guidelines: string, scaleWords = null) => ({ guidelines, scaleWords });

it('shows the changed words of a line, and a line of what stands around', () => {
	const before = 'One\nTwo\nRate each dose as written.\nThree\nFour\n';
	const after = 'One\nTwo\nRate each action as written.\nThree\nFour\n';
	expect(compare(of(before), of(after)).guidelines).toEqual([
		[
			{ kind: 'same', text: 'Two\n' },
			{ kind: 'same', text: 'Rate each ' },
			{ kind: 'removed', text: 'dose' },
			{ kind: 'added', text: 'action' },
			{ kind: 'same', text: ' as written.\n' },
			{ kind: 'same', text: 'Three\n' }
		]
	]);
});

it('shows two places apart, and a passage that was written anew as a whole', () => {
	const lines = Array.from({ length: 9 }, (_, at) => `Line ${at}\n`);
	const before = lines.join('');
	const after = lines.with(1, 'Wholly other matters\n').with(7, '').join('');
	const [first, second, ...more] = compare(of(before), of(after)).guidelines;
	expect(first).toEqual([
		{ kind: 'same', text: 'Line 0\n' },
		{ kind: 'removed', text: 'Line 1\n' },
		{ kind: 'added', text: 'Wholly other matters\n' },
		{ kind: 'same', text: 'Line 2\n' }
	]);
	expect(second).toEqual([
		{ kind: 'same', text: 'Line 6\n' },
		{ kind: 'removed', text: 'Line 7\n' },
		{ kind: 'same', text: 'Line 8\n' }
	]);
	expect(more).toEqual([]);
});

it('gives up where too much was changed: everything is replaced', () => {
	const text = (word: string) =>
		Array.from({ length: 4_000 }, (_, at) => `${word} ${at * 7}\n`).join('');
	expect(compare(of(text('a')), of(text('b')), 100).guidelines).toEqual([
		[
			{ kind: 'removed', text: text('a') },
			{ kind: 'added', text: text('b') }
		]
	]);
});

it('tells the points of the scale that are said otherwise', () => {
	const own = { 5: { label: 'Even', meaning: 'it makes no difference' } };
	expect(compare(of('a'), { guidelines: 'a', scaleWords: own })).toEqual({
		guidelines: [],
		scale: [
			{
				score: 5,
				before: { label: 'Uncertain', meaning: 'benefit and risk about equal, or no clear effect' },
				after: own[5]
			}
		]
	});
	expect(partsThatDiffer(of('a'), { guidelines: 'b', scaleWords: own })).toEqual([
		'guidelines',
		'scale'
	]);
	expect(partsThatDiffer(of('a'), of('a'))).toEqual([]);
});
