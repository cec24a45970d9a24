import { expect, it } from 'vitest';
import type { NeedKind } from '#lib/domain/coverage.ts';
import { NEED_WORDS } from './need-words.ts';

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
