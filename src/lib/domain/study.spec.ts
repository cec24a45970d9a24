import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	settingsChangeSchema,
	slugFrom,
	slugSchema,
	studySettingsSchema,
	wholeNumber
} from './study.ts';

describe('slugFrom', () => {
	it.each([
		['Chest pain, pilot', 'chest-pain-pilot'],
		['  Étude  à Zürich ', 'etude-a-zurich'],
		['NOHARM v2.1', 'noharm-v2-1'],
		['漢字', 'study'],
		['', 'study'],
		['--', 'study'],
		[`${'a'.repeat(63)} b`, 'a'.repeat(63)],
		['a,', 'a'],
		['(a) b!', 'a-b']
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
		expect(slugSchema.parse(` ${slug} `)).toBe(slug);
	});

	it.each(['', '-a', 'a-', 'A', 'a b', 'a/b', '..', 'x'.repeat(65), 'é'])('refuses %j', (slug) => {
		expect(slugSchema.safeParse(slug).success).toBe(false);
	});
});

describe('wholeNumber', () => {
	it.each([
		[1, 1],
		['50', 50],
		[' 7 ', 7],
		['007', 7]
	])('reads %j as %i', (given, number) => {
		expect(wholeNumber(1, 50).parse(given)).toBe(number);
	});

	it.each(['', ' ', '2.5', '-1', '1e1', '7 cases', 'n7', '0000000007', 51, 0, 2.5, NaN, null])(
		'refuses %j and says what it wants',
		(given) => {
			const { error } = wholeNumber(1, 50).safeParse(given);
			expect(error?.issues[0]?.message).toBe('must be a whole number from 1 to 50');
		}
	);
});

describe('settingsChangeSchema', () => {
	const notice = (text: string) => settingsChangeSchema.parse({ notice: text }).notice;

	it('leaves out what is not given', () => {
		expect(settingsChangeSchema.parse({ band: '3' })).toEqual({ band: 3 });
		expect(settingsChangeSchema.parse({})).toEqual({});
	});

	it('keeps the lines of a message, as one kind of line break, without blank space around them', () => {
		expect(notice(' One\r\nTwo\n\r\n ')).toBe('One\nTwo');
		expect(notice('  ')).toBe('');
	});

	it('takes a message of 2,000 characters, not counting what was cut off, and no more', () => {
		const longest = 'x'.repeat(2_000);
		expect(notice(`${longest}\r\n`)).toBe(longest);
		const { error } = settingsChangeSchema.safeParse({ notice: `${longest}x` });
		expect(error?.issues[0]?.message).toBe('at most 2,000 characters');
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
			rulingsWanted: 1,
			showReference: false
		});
	});

	it('cuts blank space from the name', () => {
		expect(studySettingsSchema.parse({ ...least, name: ' Pilot ' }).name).toBe('Pilot');
		expect(studySettingsSchema.parse({ ...least, name: 'x'.repeat(200) }).name).toHaveLength(200);
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
