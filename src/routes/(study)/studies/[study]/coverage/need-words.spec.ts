import { describe, expect, it } from 'vitest';
import type { NeedKind } from '#lib/domain/coverage.ts';
import { NEED_WORDS, sentenceOf } from './need-words.ts';

/** Where the one thing to do leads, of a need of some members or about a case. */
function leadsTo(kind: NeedKind, { members = [1], externalId = '' } = {}): string {
	const item = { rater: null, left: 0, since: null, until: null };
	const first = [{ ...item, memberId: members[0]!, externalId }];
	return NEED_WORDS[kind].action({ kind, count: members.length, since: null, first, members }).href;
}

it('leads from an empty place to where that case is given to somebody', () => {
	expect(leadsTo('short', { externalId: 'Card 1&2' })).toBe('assignments?case=Card+1%262');
});

it.each<NeedKind>(['unopened', 'not-joined'])(
	'leads from %s to the person, or the list',
	(kind) => {
		expect(leadsTo(kind, { members: [7] })).toBe('people/7');
		expect(leadsTo(kind, { members: [7, 8] })).toBe('people?group=needs');
	}
);

const waiting = { ratings: 0, people: 0, places: 0, kinds: 0 };
const said = (missing: number, of: Partial<typeof waiting>, begun = { active: 3, of: 3 }) =>
	sentenceOf({ missing, waiting: { ...waiting, ...of }, kinds: [], onPace: 0 }, begun);

describe('what is missing hangs on', () => {
	it('few people and empty places', () => {
		expect(said(24, { ratings: 16, people: 1, places: 2, kinds: 2 })).toEqual({
			text: '16 of 24 missing ratings wait for the 1 person and 2 empty places in the first 2 lines.',
			warns: true
		});
	});

	it('nobody in particular', () => {
		const text = '24 missing ratings: everybody who has work is at it.';
		expect(said(24, {})).toEqual({ text, warns: false });
	});

	it('those who got their cases just now, and have not begun', () => {
		expect(said(24, {}, { active: 0, of: 3 })!.text).toBe(
			'24 missing ratings: nobody has begun yet.'
		);
		expect(said(24, {}, { active: 1, of: 3 })!.text).toBe(
			'24 missing ratings: 1 of 3 raters have begun.'
		);
	});

	it('none of those who do not go on, where others have their cases too', () => {
		const text = '8 missing ratings: somebody with each of them is at it.';
		expect(said(8, { people: 1, kinds: 1 })).toEqual({ text, warns: false });
	});

	it('nothing, where nothing is missing', () => {
		expect(said(0, { people: 1, kinds: 1 })).toBeNull();
	});
});
