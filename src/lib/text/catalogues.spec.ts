import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#lib/domain/language.ts';
import { compile, valuesOf, type Catalogue } from './compile.ts';
import { raterText } from './load.ts';
import { CATALOGUES, read, types } from './write-types.ts';

/** Every message with its place: `footer.left`. */
function messages(catalogue: Catalogue, room = ''): Map<string, string> {
	return new Map(
		Object.entries(catalogue).flatMap(([name, entry]) =>
			typeof entry === 'string'
				? [[`${room}${name}`, entry] as const]
				: [...messages(entry, `${room}${name}.`)]
		)
	);
}

const needs = (message: string) => [...valuesOf(message)].sort();

describe.each(Object.keys(CATALOGUES))('the catalogue %s', (name) => {
	const english = messages(read(name, 'en'));

	it.each(LANGUAGES)('is complete and well formed in "%s"', (language) => {
		const translated = messages(read(name, language));
		expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
		for (const [place, message] of translated) {
			expect(message.trim(), place).not.toBe('');
			expect(needs(message), place).toEqual(needs(english.get(place)!));
		}
		expect(() => compile(language, read(name, language))).not.toThrow();
	});
});

describe('the compiled catalogues', () => {
	it('have the types that are written beside them; npm run text writes them again', async () => {
		const written = readFileSync(join(import.meta.dirname, 'messages.ts'), 'utf8');
		expect(written).toBe(await types());
	});

	it('come one language at a time', async () => {
		const [english, german] = await Promise.all(LANGUAGES.map(raterText));
		expect(english!.locale()).toBe('en-GB');
		expect(german!.locale()).toBe('de-DE');
	});
});

describe('valuesOf', () => {
	it('finds what stands inside a plural form too', () => {
		const message = '{left, plural, one {# action of {name}} other {# actions of {name}}}';
		expect([...valuesOf(message)]).toEqual([
			['left', 'number'],
			['name', 'string | number']
		]);
	});
});
