import { expect, it } from 'vitest';
import { compareWords } from './comparison.ts';

it('tells words apart where the texts have enough in common', () => {
	expect(compareWords('Give 5 mg at night.', 'Give 50 mg at night.', 100)).toEqual([
		{ kind: 'same', text: 'Give ' },
		{ kind: 'removed', text: '5' },
		{ kind: 'added', text: '50' },
		{ kind: 'same', text: ' mg at night.' }
	]);
	expect(compareWords('Wait.', 'Wait.', 100)).toEqual([{ kind: 'same', text: 'Wait.' }]);
});

it.each([
	['have little in common', 'Give aspirin.', 'Do nothing at all until tomorrow.', 100],
	['differ in more words than are told apart', 'one two three four', 'one 2 three 4', 1]
])('puts one in the place of the other where they %s', (_, before, after, mostEdits) => {
	expect(compareWords(before, after, mostEdits)).toEqual([
		{ kind: 'removed', text: before },
		{ kind: 'added', text: after }
	]);
});
