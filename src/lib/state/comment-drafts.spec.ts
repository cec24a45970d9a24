import { afterEach, describe, expect, it, vi } from 'vitest';
import * as drafts from './comment-drafts.ts';
import { aStorage } from './testing/storage.ts';

const place = (account: number, assignment: number) => ({ account, assignment });
const draft = { before: '', text: 'A word', tried: null };

it('keeps a draft by account and case', () => {
	const kept = aStorage();
	expect(drafts.keep(kept, place(1, 7), draft)).toBe(true);
	expect(drafts.find(kept, place(1, 7))).toEqual(draft);
	expect(drafts.find(kept, place(1, 8))).toBeNull();
	expect(drafts.find(kept, place(2, 7))).toBeNull();
});

it('removes all drafts of one account and no other, nor anything else that is stored', () => {
	const kept = aStorage();
	kept.setItem('primum-text-size', '2');
	for (const assignment of [7, 8, 9]) drafts.keep(kept, place(1, assignment), draft);
	drafts.keep(kept, place(11, 7), draft);
	expect(drafts.assignments(kept, 1)).toEqual([7, 8, 9]);
	drafts.removeAll(kept, 1);
	expect(drafts.assignments(kept, 1)).toEqual([]);
	expect(drafts.assignments(kept, 11)).toEqual([7]);
	expect(kept.getItem('primum-text-size')).toBe('2');
});

it('says where the browser keeps nothing, and reads nothing it did not write', () => {
	const full = {
		...aStorage(),
		setItem: () => {
			throw new Error('full');
		},
		getItem: () => '{"before":1}'
	};
	expect(drafts.keep(full, place(1, 7), draft)).toBe(false);
	expect(drafts.keep(null, place(1, 7), draft)).toBe(false);
	expect(drafts.find(full, place(1, 7))).toBeNull();
	const holding = (stored: unknown) => ({ ...full, getItem: () => JSON.stringify(stored) });
	expect(drafts.find({ ...full, getItem: () => 'no JSON' }, place(1, 7))).toBeNull();
	expect(drafts.find(holding({ before: '', text: 1 }), place(1, 7))).toBeNull();
	expect(drafts.find(holding({ before: 1, text: '' }), place(1, 7))).toBeNull();
	expect(drafts.find(holding({ before: 'a', text: 'b', tried: 1 }), place(1, 7))).toEqual({
		before: 'a',
		text: 'b',
		tried: null
	});
	expect(drafts.find(null, place(1, 7))).toBeNull();
	expect(drafts.assignments(null, 1)).toEqual([]);
});

it('keeps what was sent without an answer', () => {
	const kept = aStorage();
	drafts.keep(kept, place(1, 7), { ...draft, tried: 'A' });
	expect(drafts.find(kept, place(1, 7))).toEqual({ ...draft, tried: 'A' });
});

it('goes on where the browser refuses to remove or to list', () => {
	const refuse = () => {
		throw new Error('blocked');
	};
	const blocked = { ...aStorage(), length: 1, removeItem: refuse, key: refuse };
	expect(() => drafts.remove(blocked, place(1, 7))).not.toThrow();
	expect(() => drafts.remove(null, place(1, 7))).not.toThrow();
	expect(drafts.assignments(blocked, 1)).toEqual([]);
	expect(() => drafts.removeAll(blocked, 1)).not.toThrow();
	// A key that is gone while the keys are read.
	expect(drafts.assignments({ ...aStorage(), length: 1, key: () => null }, 1)).toEqual([]);
});

describe('the browser’s storage', () => {
	afterEach(() => {
		vi.restoreAllMocks();
		vi.unstubAllGlobals();
	});

	it('is its local storage, or none where it offers none', () => {
		const local = aStorage();
		vi.stubGlobal('localStorage', local);
		expect(drafts.browserStorage()).toBe(local);
		vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
			throw new Error('blocked');
		});
		expect(drafts.browserStorage()).toBeNull();
	});
});
