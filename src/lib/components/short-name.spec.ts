import { describe, expect, it } from 'vitest';
import { shortName } from './short-name.ts';

describe('a name where there is little room', () => {
	it.each([
		['Kofi Boateng', 'K. Boateng'],
		['  Anneke   van der Berg ', 'A. van der Berg'],
		['Dr. Ruth Abebe', 'R. Abebe'],
		['Prof Li', 'P. Li'],
		['Sukarno', 'Sukarno'],
		['𝒜lma Ruiz', '𝒜. Ruiz'],
		['', '']
	])('%s is %s', (name, short) => {
		expect(shortName(name)).toBe(short);
	});
});
