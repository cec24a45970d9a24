import { describe, expect, it } from 'vitest';
import type { EntryToRead } from '#lib/domain/leaderboard.ts';
import { leadOf, notesOf, pairWords, tieWords } from './sentences.ts';

const SET = { cases: 100, heldOut: 0, actions: 4185 } as never;

describe('a leaderboard in sentences', () => {
	it('says release, scheme and version of what is shown', () => {
		const head = { release: 1, scheme: 'mast-2026-07', schemeVersion: 1, set: SET };
		const study = { slug: 'x', name: 'X', synthetic: true };
		expect(leadOf({ ...head, study })).toBe(
			'Release 1: 100 cases, 4,185 actions scored by physicians, scheme mast-2026-07, version 1. All synthetic.'
		);
		expect(leadOf({ ...head, set: null, study: { ...study, synthetic: false } })).toBe(
			'Release 1, scheme mast-2026-07, version 1.'
		);
	});

	it('says all that a bar is', () => {
		const entry = {} as EntryToRead;
		expect(notesOf({ entry, isBest: true, isSelected: true, isWorst: false })).toBe(
			'best, selected'
		);
		expect(notesOf({ entry, isBest: false, isSelected: false, isWorst: true })).toBe('worst');
	});

	it('says who cannot be told apart from the best, or that somebody is ahead', () => {
		const shown = { by: 'F1_weighted' } as never;
		const board = { set: SET, part: null };
		const said = (names: string[], of: number, systems = 9) =>
			tieWords({ first: { names, of }, shown, systems, groups: 0 }, board);
		expect(said(['Cedar', 'Alder'], 2)).toBe(
			"Cedar and Alder cannot be told apart by 100 cases: nobody's interval lies wholly above theirs."
		);
		expect(said(['Cedar', 'Alder', 'Birch'], 9)).toContain('Cedar, Alder, Birch and 6 more cannot');
		expect(said(['Cedar'], 1)).toContain('Cedar is ahead of all others');
		expect(said(['Cedar'], 1, 1)).toBe('Cedar is the only one here.');
		expect(said([], 0)).toBe('Nobody has F1_weighted here.');
	});

	it('says of those compared which two overlap, or all, or none', () => {
		const [a, b, c] = ['Cedar', 'Alder', 'Larch'].map((name) => ({ name }) as EntryToRead);
		const all = [a!, b!, c!];
		expect(pairWords([[a!, b!]], all, 'F1')).toBe(
			'By F1 these cannot be told apart, because their intervals overlap: Cedar and Alder.'
		);
		expect(pairWords([], all, 'F1')).toContain('all of these can be told apart');
		expect(pairWords([[a!, b!]], [a!, b!], 'F1')).toContain('none of these can be told apart');
		expect(pairWords([], [a!], 'F1')).toBe('');
	});
});
