import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as drafts from './form-drafts.ts';
import { KeptForm } from './kept-form.svelte.ts';
import { aStorage } from './testing/storage.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PLACE = { account: 1, study: 'pilot', form: 'settings' };
const STORED = { name: ['Pilot'], shows: [], note: [''] };

function aForm(storage = aStorage(), stored: drafts.FormValues = STORED, typed = stored, now = 7) {
	const kept = new KeptForm();
	const put = kept.start(stored, typed, { storage, place: PLACE, now: () => now });
	return { kept, put, storage };
}

it('knows which fields are unsaved, and keeps them a moment after the last key', async () => {
	const { kept, storage } = aForm();
	expect(kept.changed).toEqual([]);
	kept.type({ ...STORED, name: ['Pilot 2'], shows: ['on'] });
	expect(kept.changed).toEqual(['name', 'shows']);
	expect(drafts.find(storage, PLACE)).toBeNull();
	await vi.advanceTimersByTimeAsync(250);
	expect(drafts.find(storage, PLACE)).toEqual({
		at: 7,
		base: { name: ['Pilot'], shows: [] },
		values: { name: ['Pilot 2'], shows: ['on'] }
	});
	kept.type(STORED);
	await vi.advanceTimersByTimeAsync(250);
	expect(kept.changed).toEqual([]);
	expect(drafts.find(storage, PLACE)).toBeNull();
});

it('puts back what an earlier visit left, and says when it was typed', () => {
	const { storage, kept: earlier } = aForm();
	earlier.type({ ...STORED, name: ['Mine'], shows: ['on'] });
	earlier.flush();
	const { kept, put } = aForm(storage, STORED, STORED, 99);
	expect(put).toEqual({ name: ['Mine'], shows: ['on'] });
	expect(kept.restored).toEqual({ at: 7, movedOn: [] });
	expect(kept.changed).toEqual(['name', 'shows']);
	expect(drafts.find(storage, PLACE)?.at).toBe(7);
});

it('says which fields were changed by somebody else meanwhile; one can take what is stored', () => {
	const { storage, kept: earlier } = aForm();
	earlier.type({ ...STORED, name: ['Mine'], note: ['x'] });
	earlier.flush();
	const { kept, put } = aForm(storage, { ...STORED, name: ['Theirs'] });
	expect(put).toEqual({ name: ['Mine'], note: ['x'] });
	expect(kept.restored?.movedOn).toEqual(['name']);
	expect(kept.stored('name')).toEqual(['Theirs']);
	expect(kept.discard(['name'])).toEqual({ name: ['Theirs'] });
	expect(kept.changed).toEqual(['note']);
	expect(kept.restored?.movedOn).toEqual([]);
});

it('puts back nothing that is stored by now, that was typed anew, or that the form has no longer', () => {
	const { storage, kept: earlier } = aForm();
	earlier.type({ name: ['Mine'], shows: ['on'], note: ['old'] });
	earlier.flush();
	const { kept, put } = aForm(
		storage,
		{ name: ['Mine'], note: [''] },
		{ name: ['Mine'], note: ['typed before the scripts came'] }
	);
	expect(put).toEqual({});
	expect(kept.restored).toBeNull();
	expect(kept.changed).toEqual(['note']);
});

it('lets go of everything at a save and at a discard', () => {
	const { kept, storage } = aForm();
	kept.type({ ...STORED, name: ['Mine'] });
	kept.flush();
	kept.settle();
	kept.rebase({ ...STORED, name: ['Mine'] });
	expect(kept.changed).toEqual([]);
	expect(drafts.find(storage, PLACE)).toBeNull();
	kept.type({ ...STORED, name: ['Other'] });
	expect(kept.discard()).toEqual({ name: ['Mine'] });
	expect(drafts.find(storage, PLACE)).toBeNull();
});

it('says where the browser keeps nothing', () => {
	const kept = new KeptForm();
	kept.start(STORED, STORED, { storage: null, place: PLACE });
	expect(kept.durable).toBe(true);
	kept.type({ ...STORED, name: ['Mine'] });
	kept.flush();
	expect(kept.durable).toBe(false);
});

it('keeps nothing more once it is stopped, and leaves alone what is kept', async () => {
	const { kept, storage } = aForm();
	kept.type({ ...STORED, name: ['Mine'] });
	kept.flush();
	kept.type({ ...STORED, name: ['Later'] });
	kept.stop();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(drafts.find(storage, PLACE)?.values).toEqual({ name: ['Mine'] });
});
