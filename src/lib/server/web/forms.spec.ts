import { describe, expect, it } from 'vitest';
import * as forms from './forms.ts';

function form(values: Record<string, string | Blob>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(values)) data.set(name, value);
	return data;
}

describe('forms', () => {
	it('reads text, and nothing where a file or no field came', () => {
		expect(forms.text(form({ name: 'Ada' }), 'name')).toBe('Ada');
		expect(forms.text(form({ name: new Blob(['x']) }), 'name')).toBe('');
		expect(forms.text(form({}), 'name')).toBe('');
	});

	it('splits at commas and drops what is empty', () => {
		expect(forms.list(form({ codes: ' Card, ,Neph,' }), 'codes')).toEqual(['Card', 'Neph']);
		expect(forms.list(form({ codes: '' }), 'codes')).toEqual([]);
	});

	it.each([
		['12', 12],
		['', 0],
		['-3', 0],
		['1.5', 0],
		['1e3', 0],
		['99999999999', 0]
	])('reads the id %j as %i', (text, value) => expect(forms.id(text)).toBe(value));
});
