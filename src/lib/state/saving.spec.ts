import { expect, it } from 'vitest';
import type { SaveState } from './trouble.ts';
import { together } from './saving.ts';

let retried = 0;
const part = (state: SaveState, waiting: number, durable = true) => ({
	state,
	waiting,
	durable,
	retry: () => void (retried += 1)
});

it('is saved only where every part is', () => {
	expect(together([part('saved', 0), part('saved', 0)]).state).toBe('saved');
	expect(together([part('saved', 0), part('saving', 1)]).state).toBe('saving');
	expect(together([part('retrying', 2), part('saving', 1)])).toMatchObject({
		state: 'retrying',
		waiting: 3
	});
	expect(together([part('conflict', 1), part('offline', 1)]).state).toBe('conflict');
	expect(together([]).state).toBe('saved');
});

it('says what a person should know most', () => {
	const states = [
		'saved',
		'saving',
		'retrying',
		'offline',
		'signed-out',
		'conflict',
		'refused'
	] as const;
	for (const [weight, state] of states.entries()) {
		for (const lighter of states.slice(0, weight)) {
			expect(together([part(state, 1), part(lighter, 1)]).state).toBe(state);
			expect(together([part(lighter, 1), part(state, 1)]).state).toBe(state);
		}
	}
});

it('is durable only where every part is, and tries all again', () => {
	const both = together([part('offline', 1), part('offline', 1, false)]);
	expect(both.durable).toBe(false);
	both.retry();
	expect(retried).toBe(2);
});
