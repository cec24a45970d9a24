import { describe, expect, it } from 'vitest';
import type { EntryToRead } from '#lib/domain/leaderboard.ts';
import {
	leadOf,
	listWords,
	notesOf,
	pairWords,
	placeWords,
	tieWords,
	unrankedWords,
	withdrawnWords
} from './sentences.ts';

const SET = { cases: 100, heldOut: 0, actions: 4185 } as never;

describe('a leaderboard in sentences', () => {
	it('says release, scheme and version of what is shown', () => {
		const head = { release: 1, scheme: 'mast-2026-07', schemeVersion: 1, set: SET, part: null };
		const study = { slug: 'x', name: 'X', synthetic: true };
		expect(leadOf({ ...head, study })).toBe(
			'Release 1: 100 cases, 4,185 scored actions, scheme mast-2026-07, version 1. All synthetic.'
		);
		expect(leadOf({ ...head, set: null, study: { ...study, synthetic: false } })).toBe(
			'Release 1, scheme mast-2026-07, version 1.'
		);
		expect(leadOf({ ...head, set: null, study, part: { specialty: 'Card' } })).toBe(
			'Release 1, scheme mast-2026-07, version 1. Cases of Cardiology only. All synthetic.'
		);
		expect(placeWords({ ...head, part: { category: 'Medication' } })).toBe(
			'release 1, mast-2026-07, actions of the category Medication only'
		);
	});

	it('says that a release was withdrawn', () => {
		expect(withdrawnWords({ release: 2, withdrawn: 'Two cases were wrong.' })).toBe(
			'Release 2 was withdrawn: Two cases were wrong.'
		);
		expect(withdrawnWords({ release: 2, withdrawn: null })).toBe('');
	});

	it('says which of a list are shown', () => {
		const list = { rows: [], page: 2, pages: 3, of: 40 };
		expect(listWords({ list }, { find: 'labs' })).toBe(
			'Only those with “labs” in the name or the team. Page 2 of 3.'
		);
		expect(listWords({ list: { ...list, page: 1, pages: 1 } }, { find: '' })).toBe('');
	});

	it('says all that a bar is', () => {
		const entry = { covers: 1 } as EntryToRead;
		const is = { isBest: true, isSelected: true, isWorst: false };
		expect(notesOf({ entry, ...is }, { asGood: 0 })).toBe('best, selected');
		expect(notesOf({ entry, ...is }, { asGood: 4 })).toBe('best, with 4 more, selected');
		const worst = { isBest: false, isSelected: false, isWorst: true };
		expect(notesOf({ entry, ...worst }, { asGood: 4 })).toBe('worst');
		const partial = { entry: { ...entry, covers: 0.806 }, ...is, isBest: false };
		expect(notesOf(partial, { asGood: 0 })).toBe('selected, partial: 80% of the set');
	});

	it('says who cannot be told apart from the best, or that somebody is ahead', () => {
		const shown = { by: 'F1_weighted' } as never;
		const board = { set: SET, part: null };
		const all = (ranked: number) => ({ ranked, unranked: { names: [], of: 0 } });
		const said = (names: string[], of: number, systems = 9) =>
			tieWords({ first: { names, of }, shown, systems, groups: 0, ...all(systems) }, board);
		expect(said(['Cedar', 'Alder'], 2)).toBe(
			"Cedar and Alder cannot be told apart by 100 cases: nobody's interval lies wholly above theirs."
		);
		expect(said(['Cedar', 'Alder', 'Birch'], 9)).toContain('Cedar, Alder, Birch and 6 more cannot');
		expect(said(['Cedar'], 1)).toContain('Cedar is ahead of all others');
		expect(said(['Cedar'], 1, 1)).toBe('Cedar is the only one here.');
		expect(said([], 0)).toBe('Nobody has F1_weighted here.');
	});

	it('counts among the others only those that have a rank, and names the rest', () => {
		const board = { set: SET, part: null };
		const page = { shown: { by: 'F1_weighted' } as never, groups: 0 };
		const [nobody, elm] = [
			{ names: [], of: 0 },
			{ names: ['Elm'], of: 1 }
		];
		const said = (names: string[], systems: number, unranked = elm) => {
			const first = { names, of: names.length };
			return tieWords({ ...page, first, systems, unranked, ranked: systems - unranked.of }, board);
		};
		expect(said(['Cedar'], 2)).toBe('Cedar is the only one that is ranked here.');
		expect(said(['Cedar'], 3)).toContain('Cedar is ahead of all others that are ranked:');
		expect(said([], 1)).toBe('Nobody is ranked by F1_weighted here.');
		expect(unrankedWords({ unranked: elm })).toBe(
			'Elm answered only a part of the set, and has no rank.'
		);
		expect(unrankedWords({ unranked: { names: ['Elm', 'Fir'], of: 2 } })).toBe(
			'Elm and Fir answered only a part of the set, and have no rank.'
		);
		expect(unrankedWords({ unranked: nobody })).toBe('');
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
