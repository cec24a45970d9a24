import { describe, expect, it } from 'vitest';
import { Picked } from './picked.svelte.ts';

function aStorage(kept: Record<string, string> = {}) {
	return {
		kept,
		getItem: (key: string) => kept[key] ?? null,
		setItem: (key: string, value: string) => void (kept[key] = value),
		removeItem: (key: string) => void delete kept[key]
	};
}

describe('what is ticked', () => {
	it('is kept under its key, and taken up again', () => {
		const storage = aStorage();
		const picked = new Picked();
		picked.remember(storage, 'round 2');
		picked.tick([4, 5, 9], true);
		picked.tick([5], false);
		expect(storage.kept).toEqual({ 'round 2': '4,9' });
		const again = new Picked();
		again.remember(storage, 'round 2');
		expect([again.size, again.has(4), again.has(5)]).toEqual([2, true, false]);
		const other = new Picked();
		other.remember(storage, 'round 3');
		expect(other.size).toBe(0);
	});

	it('of a form that came back goes before what was kept', () => {
		const storage = aStorage({ key: '1-3' });
		const picked = new Picked('7');
		picked.remember(storage, 'key');
		expect(picked.text).toBe('7');
		expect(storage.kept).toEqual({ key: '7' });
	});

	it('leaves nothing behind once none is', () => {
		const storage = aStorage({ key: '1-3' });
		const picked = new Picked();
		picked.remember(storage, 'key');
		picked.replace('');
		expect(storage.kept).toEqual({});
	});

	it('works in a browser that keeps nothing', () => {
		const refuses = () => {
			throw new Error('Denied.');
		};
		const picked = new Picked();
		picked.remember({ getItem: refuses, setItem: refuses, removeItem: refuses }, 'key');
		picked.tick([2], true);
		expect(picked.text).toBe('2');
		picked.remember(null, 'key');
		expect(picked.has(2)).toBe(true);
	});
});
