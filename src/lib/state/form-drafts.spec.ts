import { expect, it } from 'vitest';
import * as drafts from './form-drafts.ts';
import { aStorage } from './testing/storage.ts';

const place = (form: string, account = 1, study = 'pilot') => ({ account, study, form });
const draft = (at: number, text = 'A word') => ({
	at,
	base: { note: [''] },
	values: { note: [text] }
});

it('keeps what was typed by account, study and form', () => {
	const kept = aStorage();
	expect(drafts.keep(kept, place('settings/scale'), draft(5))).toBe(true);
	expect(drafts.find(kept, place('settings/scale'))).toEqual(draft(5));
	for (const other of [
		place('settings'),
		place('settings/scale', 2),
		place('settings/scale', 1, 'other'),
		place('scale', 1, 'pilot:settings')
	]) {
		expect(drafts.find(kept, other)).toBeNull();
	}
	expect(drafts.list(kept, 1)).toEqual([place('settings/scale')]);
	expect(drafts.list(kept, 2)).toEqual([]);
});

it('removes all of one account and no other, nor anything else that is stored', () => {
	const kept = aStorage();
	kept.setItem('primum-text-size', '2');
	for (const form of ['a', 'b:c']) drafts.keep(kept, place(form), draft(1));
	drafts.keep(kept, place('a', 11), draft(1));
	expect(drafts.list(kept, 1)).toEqual([place('a'), place('b:c')]);
	drafts.removeAll(kept, 1);
	expect(drafts.list(kept, 1)).toEqual([]);
	expect(drafts.list(kept, 11)).toEqual([place('a', 11)]);
	expect(kept.getItem('primum-text-size')).toBe('2');
});

it('keeps thirty forms of an account: the one typed in longest ago makes room', () => {
	const kept = aStorage();
	for (let at = 0; at < 30; at += 1) drafts.keep(kept, place(`form-${at}`), draft(100 - at));
	drafts.keep(kept, place('other', 2), draft(1));
	drafts.keep(kept, place('form-3'), draft(200));
	expect(drafts.list(kept, 1)).toHaveLength(30);
	drafts.keep(kept, place('new'), draft(300));
	expect(drafts.list(kept, 1)).toHaveLength(30);
	expect(drafts.find(kept, place('form-29'))).toBeNull();
	expect(drafts.find(kept, place('form-28'))).not.toBeNull();
	expect(drafts.list(kept, 2)).toHaveLength(1);
});

it('says where the browser keeps nothing, or not so much, and reads nothing it did not write', () => {
	const full = {
		...aStorage(),
		setItem: () => {
			throw new Error('full');
		}
	};
	expect(drafts.keep(full, place('a'), draft(1))).toBe(false);
	expect(drafts.keep(null, place('a'), draft(1))).toBe(false);
	expect(drafts.keep(aStorage(), place('a'), draft(1, 'x'.repeat(500_000)))).toBe(false);
	expect(drafts.find(null, place('a'))).toBeNull();
	expect(drafts.list(null, 1)).toEqual([]);
	const kept = aStorage();
	for (const text of ['{', 'null', '1', '{"at":1}', '{"at":1,"base":{},"values":{"note":"x"}}']) {
		kept.setItem('primum-form:1:pilot:a', text);
		expect(drafts.find(kept, place('a'))).toBeNull();
	}
});
