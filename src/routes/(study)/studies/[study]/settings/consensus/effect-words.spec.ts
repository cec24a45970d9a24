import { expect, it } from 'vitest';
import { effectWords } from './effect-words.ts';

it('says what each number of adjudicators does to the rulings there are', () => {
	const none = { holds: 0, waits: 0, apart: 0 };
	expect(effectWords({ one: none, two: none })).toEqual({ one: '', two: '' });
	const one = { holds: 12, waits: 0, apart: 0 };
	expect(effectWords({ one, two: { holds: 7, waits: 4, apart: 1 } })).toEqual({
		one: 'With one, all that was ruled on is settled (12 actions), by the later ruling where two have ruled.',
		two: 'With two, 7 of the 12 actions ruled on stay settled, 4 would wait for another adjudicator, on 1 adjudicators differ. No ruling is lost.'
	});
	expect(effectWords({ one, two: { holds: 12, waits: 0, apart: 0 } }).two).toBe(
		'With two, 12 of the 12 actions ruled on stay settled. No ruling is lost.'
	);
});
