import { describe, expect, it } from 'vitest';
import * as field from './fields.ts';

function form(values: [string, string | Blob][]): FormData {
	const data = new FormData();
	for (const [name, value] of values) data.append(name, value);
	return data;
}

describe('the fields of a form', () => {
	const fields = {
		name: field.text,
		user: field.id,
		agreed: field.ticked,
		cases: field.many,
		codes: field.list,
		role: field.oneOf(['rater', 'coordinator']),
		guidelines: field.lines
	};

	it('are read by what they are', () => {
		const sent = form([
			['name', ' Ada '],
			['user', '12'],
			['agreed', 'on'],
			['cases', 'Card001'],
			['cases', 'Card002'],
			['codes', 'Card, Neph'],
			['role', 'coordinator'],
			['guidelines', 'one\r\ntwo']
		]);
		expect(field.valuesOf(fields, sent)).toEqual({
			name: ' Ada ',
			user: 12,
			agreed: true,
			cases: ['Card001', 'Card002'],
			codes: ['Card', 'Neph'],
			role: 'coordinator',
			guidelines: 'one\ntwo'
		});
	});

	it('hold what names nothing where nothing fit was sent', () => {
		const sent = form([
			['name', new Blob(['a file'])],
			['user', '99999999999'],
			['role', 'administrator']
		]);
		expect(field.valuesOf(fields, sent)).toEqual({
			name: '',
			user: 0,
			agreed: false,
			cases: [],
			codes: [],
			role: 'rater',
			guidelines: ''
		});
	});
});
