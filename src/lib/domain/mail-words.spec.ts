import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill, onOneLine, wordsSchema } from './mail-words.ts';

describe('fill', () => {
	it('puts in what each placeholder stands for', () => {
		const words = {
			subject: '{study}: {cases}',
			body: 'Dear {name},\n\n{cases} of {study}: {link}'
		};
		const values = { name: 'Ada', study: 'Pilot', cases: '3 cases', link: 'https://a.example/x' };
		expect(fill(words, values)).toEqual({
			subject: 'Pilot: 3 cases',
			body: 'Dear Ada,\n\n3 cases of Pilot: https://a.example/x'
		});
	});

	it('leaves out a line that has nothing to say, and no more than one empty line in its place', () => {
		const words = { subject: 'S', body: 'One.\n\nUntil {due}, please.\n\nTwo {name}.' };
		expect(fill(words, { due: null, name: 'Ada' }).body).toBe('One.\n\nTwo Ada.');
		expect(fill(words, { due: '3 May', name: 'Ada' }).body).toBe(
			'One.\n\nUntil 3 May, please.\n\nTwo Ada.'
		);
	});

	it('reads a value as text, whatever it holds', () => {
		const words = { subject: '{name}', body: '{name} {link}' };
		const values = { name: 'A {link}\r\nBcc: x@y.example $& {toString}', link: 'L' };
		expect(fill(words, values)).toEqual({
			subject: 'A {link} Bcc: x@y.example $& {toString}',
			body: 'A {link} Bcc: x@y.example $& {toString} L'
		});
	});

	it('leaves a name that stands for nothing, such as one of every object', () => {
		expect(fill({ subject: '{toString}', body: '{x} {} {constructor}' }, {})).toEqual({
			subject: '{toString}',
			body: '{x} {} {constructor}'
		});
	});

	it('never breaks the line of a subject', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (subject, name) => {
				const filled = fill({ subject: `${subject}{name}`, body: 'x' }, { name });
				// eslint-disable-next-line no-control-regex -- they are what must not be there
				expect(filled.subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
			})
		);
	});
});

describe('wordsSchema', () => {
	const problems = (kind: Parameters<typeof wordsSchema>[0], given: object) =>
		wordsSchema(kind)
			.safeParse(given)
			.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

	it('takes words that hold what the mail can say', () => {
		const given = { subject: ' {study}:\n{cases} ', body: 'Dear {name},\r\n\r\n{link} by {due}\n' };
		expect(wordsSchema('reminder').parse(given)).toEqual({
			subject: '{study}: {cases}',
			body: 'Dear {name},\n\n{link} by {due}'
		});
	});

	it('refuses a placeholder that is misspelt, or of another mail, and says which there are', () => {
		expect(problems('password', { subject: '{study}', body: '{nmae} {link}' })).toEqual([
			'subject: {study} stands for nothing in this subject: it can hold {name}',
			'body: {nmae} stands for nothing in the new password: it can hold {name}, {link}, {expires}'
		]);
	});

	it('refuses a link in a subject, and a text without one', () => {
		expect(problems('invitation', { subject: '{link}', body: 'Come.' })).toEqual([
			'subject: {link} stands for nothing in this subject: it can hold {name}, {study}, {coordinator}',
			'body: must hold {link}: the person needs a way in'
		]);
	});

	it('refuses what is empty or too long', () => {
		const long = { subject: 'x'.repeat(151), body: `{link}${'x'.repeat(5_000)}` };
		expect(problems('reminder', long)).toEqual([
			'subject: at most 150 characters',
			'body: at most 5,000 characters'
		]);
		expect(problems('reminder', { subject: ' \n', body: ' ' })).toEqual([
			'subject: give the mail a subject',
			'body: give the mail a text'
		]);
	});
});

it('makes one line of any white space', () => {
	expect(onOneLine(' a\r\n\tb\u2028c\u0000d ')).toBe('a b c d');
});
