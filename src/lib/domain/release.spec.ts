import { describe, expect, it } from 'vitest';
import { manifestSchema, releaseOptionsSchema, type Manifest } from './release.ts';

describe('releaseOptionsSchema', () => {
	it('leaves out comments, times and unresolved actions unless they are asked for', () => {
		expect(releaseOptionsSchema.parse({})).toEqual({
			...{ specialties: null, cases: null, part: 'all', throughRound: null, completeOnly: false },
			...{ consensus: null, pseudonyms: true },
			unresolved: 'exclude',
			includeComments: false,
			includeTimes: false,
			license: null,
			language: null,
			note: ''
		});
	});

	it('takes what is asked for', () => {
		const asked = {
			...{
				specialties: ['GI'],
				cases: ['GI001'],
				part: 'open',
				throughRound: 1,
				completeOnly: true
			},
			...{ consensus: { rule: 'median', band: 3 }, pseudonyms: false },
			unresolved: 'keep',
			includeComments: true,
			includeTimes: true,
			license: 'cc-by-4.0',
			language: 'en',
			note: ' For the pilot. '
		};
		expect(releaseOptionsSchema.parse(asked)).toMatchObject({ ...asked, note: 'For the pilot.' });
		expect(releaseOptionsSchema.safeParse({ note: 'x'.repeat(2_000) }).success).toBe(true);
	});

	it.each([{ unresolved: 'drop' }, { includeComments: 'yes' }, { note: 'x'.repeat(2_001) }])(
		'refuses %o',
		(options) => {
			expect(releaseOptionsSchema.safeParse(options).success).toBe(false);
		}
	);
});

describe('manifestSchema', () => {
	const manifest: Manifest = {
		format: 'primum-release',
		formatVersion: 1,
		study: { slug: 'pilot', name: 'Pilot' },
		release: 1,
		created: '2026-11-27T12:00:00.000Z',
		tool: { name: 'primum', version: '0.1.0' },
		rules: { consensus: 'noharm-strict', ratersPerCase: 3, band: 0, unresolved: 'keep' },
		filters: { comments: false, times: true },
		note: '',
		counts: {
			cases: 2,
			actions: 60,
			raters: 3,
			ratings: 180,
			final: 50,
			unresolved: 10,
			qualificationCases: 1
		},
		files: [{ path: 'README.md', bytes: 0, sha256: '0123456789abcdef'.repeat(4) }]
	};

	it('reads what a release says, all of it', () => {
		expect(manifestSchema.parse(manifest)).toEqual(manifest);
		expect(
			manifestSchema.parse({ ...manifest, rules: { ...manifest.rules, unresolved: 'exclude' } })
		).toMatchObject({ rules: { unresolved: 'exclude' } });
	});

	it('reads a release from before there were cases to qualify by', () => {
		const { qualificationCases, ...counts } = manifest.counts;
		expect(qualificationCases).toBe(1);
		expect(manifestSchema.parse({ ...manifest, counts })).toEqual({ ...manifest, counts });
	});

	it('needs every part', () => {
		for (const part of Object.keys(manifest))
			expect(manifestSchema.safeParse({ ...manifest, [part]: undefined }).success, part).toBe(
				false
			);
		for (const part of ['study', 'tool', 'rules', 'filters', 'counts'])
			expect(manifestSchema.safeParse({ ...manifest, [part]: {} }).success, part).toBe(false);
	});

	const file = manifest.files[0]!;
	it.each([
		{ format: 'another' },
		{ formatVersion: 3 },
		{ license: 'mine' },
		{ release: 0 },
		{ created: '2026-11-27' },
		{ tool: { name: 'other', version: '0.1.0' } },
		{ rules: { ...manifest.rules, consensus: 'mode' } },
		{ rules: { ...manifest.rules, band: -1 } },
		{ rules: { ...manifest.rules, ratersPerCase: 0 } },
		{ files: [{}] },
		{ files: [{ ...file, bytes: -1 }] },
		{ files: [{ ...file, sha256: file.sha256.slice(1) }] },
		{ files: [{ ...file, sha256: `${file.sha256}0` }] },
		{ files: [{ ...file, sha256: `0${file.sha256}` }] },
		{ files: [{ ...file, sha256: file.sha256.replace('a', 'g') }] },
		{ files: [{ ...file, sha256: file.sha256.toUpperCase() }] }
	])('refuses %o', (change) => {
		expect(manifestSchema.safeParse({ ...manifest, ...change }).success).toBe(false);
	});
});
