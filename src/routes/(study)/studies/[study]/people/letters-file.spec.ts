import { expect, it } from 'vitest';
import { lettersFile } from './letters-file.ts';

it('writes a line a letter, whatever is in its text', () => {
	const letter = { name: '=Ada "A" Kern', email: 'ada@example.org', subject: 'S, T' };
	expect(
		lettersFile([{ ...letter, link: 'https://p.test/join/x', text: 'Dear Ada,\n\nCome.' }])
	).toBe(
		'name,email,link,subject,text\n' +
			'"\'=Ada ""A"" Kern","ada@example.org","https://p.test/join/x","S, T","Dear Ada,\n\nCome."\n'
	);
	expect(lettersFile([{ ...letter, link: null, text: '' }])).toContain('"ada@example.org","",');
});
