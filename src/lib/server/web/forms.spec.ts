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
		expect(forms.list(' Card, ,Neph,')).toEqual(['Card', 'Neph']);
		expect(forms.list('')).toEqual([]);
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

describe('read', () => {
	const request = (body: BodyInit, type?: string) =>
		new Request('http://primum.test/', {
			method: 'POST',
			body,
			headers: type === undefined ? {} : { 'content-type': type }
		});

	it('reads what a browser sends', async () => {
		const read = await forms.read(request(new URLSearchParams({ name: 'Ada' })));
		expect(forms.text(read, 'name')).toBe('Ada');
		expect(forms.text(await forms.read(request(form({ name: 'Ada' }))), 'name')).toBe('Ada');
	});

	it.each([
		['no form', '{"name":"Ada"}', 'application/json'],
		['parts without their boundary', 'name=Ada', 'multipart/form-data'],
		['parts that end too soon', '--x\r\ncontent-dis', 'multipart/form-data; boundary=x']
	])('refuses %s', async (_, body, type) => {
		await expect(forms.read(request(body, type))).rejects.toMatchObject({
			status: 400,
			body: { message: 'This is not a form that can be read.' }
		});
	});

	it('refuses what is too large, wherever Node has wrapped that', async () => {
		const tooLarge = Object.assign(new Error('Payload Too Large'), { status: 413 });
		const formData = () => Promise.reject(new TypeError('terminated', { cause: tooLarge }));
		const refused = forms.read(Object.assign(request(''), { formData }));
		await expect(refused).rejects.toMatchObject({ status: 413 });
	});

	it('takes out what no database stores', () => {
		expect(forms.text(form({ name: 'A\0da' }), 'name')).toBe('Ada');
	});
});
