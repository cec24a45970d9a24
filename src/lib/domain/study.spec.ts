import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugFrom, slugSchema, studySettingsSchema } from './study.ts';

describe('slugFrom', () => {
	it.each([
		['Chest pain, pilot', 'chest-pain-pilot'],
		['  Étude  à Zürich ', 'etude-a-zurich'],
		['NOHARM v2.1', 'noharm-v2-1'],
		['漢字', 'study'],
		['', 'study'],
		['--', 'study'],
		[`${'a'.repeat(63)} b`, 'a'.repeat(63)]
	])('makes of %j %j', (name, slug) => {
		expect(slugFrom(name)).toBe(slug);
	});

	it('makes a valid slug of any name, and leaves a slug as it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (name) => {
				const slug = slugFrom(name);
				expect(slugSchema.safeParse(slug).success).toBe(true);
				expect(slugFrom(slug)).toBe(slug);
			})
		);
	});
});

describe('slugSchema', () => {
	it.each(['a', 'a-b', '2026', 'x'.repeat(64)])('takes %s', (slug) => {
		expect(slugSchema.parse(slug)).toBe(slug);
	});

	it.each(['', '-a', 'a-', 'A', 'a b', 'a/b', '..', 'x'.repeat(65), 'é'])('refuses %j', (slug) => {
		expect(slugSchema.safeParse(slug).success).toBe(false);
	});
});

describe('studySettingsSchema', () => {
	const least = { slug: 'pilot', name: 'Pilot' };

	it('fills in what is not said', () => {
		expect(studySettingsSchema.parse(least)).toEqual({
			...least,
			guidelines: '',
			ratersPerCase: 3,
			consensusRule: 'noharm-strict',
			band: 2,
			showReference: false
		});
	});

	it('reads numbers as a form sends them', () => {
		const read = studySettingsSchema.parse({ ...least, ratersPerCase: '5', band: '0' });
		expect(read).toMatchObject({ ratersPerCase: 5, band: 0 });
	});

	it.each([
		{ name: ' ' },
		{ name: 'x'.repeat(201) },
		{ ratersPerCase: 0 },
		{ ratersPerCase: 51 },
		{ ratersPerCase: 2.5 },
		{ band: -1 },
		{ band: 9 },
		{ consensusRule: 'mode' },
		{ guidelines: 'x'.repeat(200_001) }
	])('refuses %j', (change) => {
		expect(studySettingsSchema.safeParse({ ...least, ...change }).success).toBe(false);
	});
});
