import { expect, it } from 'vitest';
import { Preferences } from './preferences.svelte.ts';

function storageOf(kept = new Map<string, string>()) {
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value)
	};
}

it('remembers the size of the text and the switch for single keys', () => {
	const storage = storageOf();
	const before = new Preferences();
	before.remember(storage, 1);
	before.resize(1);
	before.singleKeys = false;
	const after = new Preferences();
	after.remember(storage, 1);
	expect(after.scale).toBe(before.scale);
	expect(after.scale).toBeGreaterThan(1);
	expect(after.singleKeys).toBe(false);
});

it('remembers the letters of each account by itself', () => {
	const storage = storageOf();
	const before = new Preferences();
	before.remember(storage, 1);
	before.letters = { ...before.letters, comment: 'm' };
	const [same, other] = [new Preferences(), new Preferences()];
	same.remember(storage, 1);
	other.remember(storage, 2);
	expect([same.letters.comment, other.letters.comment]).toEqual(['m', 'c']);
});

it('stops at the smallest and the largest size', () => {
	const preferences = new Preferences();
	for (let step = 0; step < 9; step += 1) preferences.resize(1);
	expect([preferences.canGrow, preferences.canShrink]).toEqual([false, true]);
	for (let step = 0; step < 9; step += 1) preferences.resize(-1);
	expect([preferences.canGrow, preferences.canShrink]).toEqual([true, false]);
});

it('ignores nonsense, and works where nothing can be remembered', () => {
	const preferences = new Preferences();
	preferences.remember(storageOf(new Map([['primum-text-size', 'huge']])), 1);
	expect(preferences.scale).toBe(1);
	preferences.remember(
		{
			getItem: () => {
				throw new Error('blocked');
			},
			setItem: () => {
				throw new Error('blocked');
			}
		},
		1
	);
	preferences.resize(1);
	expect(preferences.scale).toBeGreaterThan(1);
});
