import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill, onOneLine } from './mail-words.ts';

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
		// Up to the separators of lines and paragraphs that Unicode has of its own.
		const codes = fc.array(fc.integer({ min: 0, max: 0x2030 }), { maxLength: 20 });
		const texts = codes.map((given) => String.fromCodePoint(...given));
		fc.assert(
			fc.property(texts, texts, (subject, name) => {
				const filled = fill({ subject: `${subject}{name}`, body: 'x' }, { name });
				// eslint-disable-next-line no-control-regex -- they are what must not be there
				expect(filled.subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
			})
		);
	});
});

it('makes one line of any white space', () => {
	expect(onOneLine(' a\r\n\tb\u2028c\u0000d ')).toBe('a b c d');
});
