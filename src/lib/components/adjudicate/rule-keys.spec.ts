import { expect, it } from 'vitest';
import { USUAL_LETTERS } from '#lib/state/letters.ts';
import { ruleCommandOf } from './rule-keys.ts';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, held: Partial<typeof NONE> = {}) => ({
	key,
	code: '',
	...NONE,
	...held
});
const of = (key: string, held: Partial<typeof NONE> = {}, single = true) =>
	ruleCommandOf(press(key, held), single, USUAL_LETTERS);

it('knows a key for everything', () => {
	expect(of('7')).toEqual({ do: 'choose', score: 7 });
	expect(of('0')).toBeNull();
	const letters = { s: 'later', j: 'next', k: 'previous', u: 'last', g: 'guidelines' };
	for (const [key, does] of Object.entries({
		...letters,
		w: 'reword',
		x: 'exclude',
		'?': 'help'
	})) {
		expect(of(key), key).toEqual({ do: does });
	}
	expect(of('Enter', { ctrlKey: true })).toEqual({ do: 'rule' });
	expect(of('Enter')).toBeNull();
	expect(of('s', { ctrlKey: true })).toBeNull();
	expect(of('S', { shiftKey: true })).toBeNull();
	expect(of('7', { altKey: true })).toBeNull();
});

it('leaves single characters alone for whoever switched them off', () => {
	expect(of('7', {}, false)).toBeNull();
	expect(of('s', {}, false)).toBeNull();
	expect(of('Enter', { metaKey: true }, false)).toEqual({ do: 'rule' });
});

it('lets a chosen letter go before one of its own', () => {
	const letters = { ...USUAL_LETTERS, next: 's' };
	expect(ruleCommandOf(press('s'), true, letters)).toEqual({ do: 'next' });
});
