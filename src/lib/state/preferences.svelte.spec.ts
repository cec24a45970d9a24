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

it('begins with the usual size, single keys and letters', () => {
	const preferences = new Preferences();
	expect([preferences.scale, preferences.singleKeys]).toEqual([1, true]);
	preferences.remember(storageOf(), 1);
	expect([preferences.scale, preferences.singleKeys, preferences.letters.undo]).toEqual([
		1,
		true,
		'u'
	]);
});

it('writes what was set under names that stay, and reads them again', () => {
	const kept = new Map<string, string>();
	const preferences = new Preferences();
	preferences.remember(storageOf(kept), 3);
	preferences.resize(-1);
	preferences.singleKeys = false;
	preferences.letters = { ...preferences.letters, undo: 'z' };
	expect([...kept.keys()].sort()).toEqual([
		'primum-keys:3',
		'primum-single-keys',
		'primum-text-size'
	]);
	expect(kept.get('primum-text-size')).toBe('0');
	expect(kept.get('primum-single-keys')).toBe('off');
	preferences.singleKeys = true;
	expect(kept.get('primum-single-keys')).toBe('on');
	const again = new Preferences();
	again.remember(storageOf(kept), 3);
	expect([again.scale, again.singleKeys, again.letters.undo]).toEqual([0.9, true, 'z']);
});

it.each(['5', '-1', '1.5', 'huge'])('keeps the usual size where "%s" is stored', (stored) => {
	const preferences = new Preferences();
	preferences.remember(storageOf(new Map([['primum-text-size', stored]])), 1);
	expect(preferences.scale).toBe(1);
});

it('goes through the sizes one by one', () => {
	const preferences = new Preferences();
	const sizes = [1, 1, 1, 1].map((by) => {
		preferences.resize(by as 1);
		return preferences.scale;
	});
	expect(sizes).toEqual([1.15, 1.3, 1.5, 1.5]);
	for (let step = 0; step < 2; step += 1) preferences.resize(-1);
	expect([preferences.scale, preferences.canGrow, preferences.canShrink]).toEqual([
		1.15,
		true,
		true
	]);
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
	preferences.remember(null, 1);
	expect(preferences.scale).toBe(1);
	preferences.resize(-1);
	expect(preferences.scale).toBe(0.9);
});
