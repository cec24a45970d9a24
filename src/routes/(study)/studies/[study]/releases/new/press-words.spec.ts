import { expect, it } from 'vitest';
import { pressWords } from './press-words.ts';

const words = (unresolved: number, kit: number, keeps = false, unrated = false) =>
	pressWords({
		holds: { unresolved, kit, unrated, actions: 100 },
		choices: { unresolved: keeps ? 'keep' : 'exclude' }
	} as never);

it('repeats how many actions stay out, or go in with a provisional score', () => {
	expect(words(57, 43)).toEqual({
		read: 'I have read the check list: 57 actions stay out.',
		out: '57 unresolved actions stay out of the kit.'
	});
	expect(words(1, 99).read).toBe('I have read the check list: 1 action stays out.');
	expect(words(57, 98, true)).toEqual({
		read: 'I have read the check list: 55 actions go in with a provisional score.',
		out: '55 unresolved actions go into the kit with a provisional score, 2 without a score stay out.'
	});
});

it('says so where all have a final score, and where nobody has rated', () => {
	expect(words(0, 100)).toEqual({
		read: 'I have read the check list.',
		out: 'all 100 actions are in the kit.'
	});
	expect(words(100, 100, false, true).out).toBe('nobody has rated: the kit leaves as it came.');
});
