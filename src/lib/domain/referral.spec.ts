import { describe, expect, it } from 'vitest';
import {
	leftOutOf,
	leftOutWords,
	namesOf,
	whyNotCalledBack,
	whyNotSent,
	type Sendable
} from './referral.ts';

const FREE: Sendable = { isRuled: false, waitsAt: null, isUnsigned: false, isOwn: false };

describe('whyNotSent', () => {
	it.each<[Partial<Sendable>, round: string | null, adjudication: string | null]>([
		[{}, null, null],
		[{ isUnsigned: true }, null, 'unsigned'],
		[{ isOwn: true }, null, 'own'],
		[{ isRuled: true }, 'ruled', 'ruled'],
		[{ waitsAt: 'round' }, 'sent-round', 'sent-round'],
		[{ waitsAt: 'adjudication', isRuled: true }, 'sent-adjudication', 'sent-adjudication'],
		[{ isUnsigned: true, isOwn: true }, null, 'unsigned']
	])('%o', (given, round, adjudication) => {
		expect(whyNotSent('round', { ...FREE, ...given })).toBe(round);
		expect(whyNotSent('adjudication', { ...FREE, ...given })).toBe(adjudication);
	});
});

it('calls back what waits, unless somebody has ruled on it', () => {
	expect(whyNotCalledBack({ waitsAt: 'round', isRuled: false })).toBeNull();
	expect(whyNotCalledBack({ waitsAt: 'adjudication', isRuled: false })).toBeNull();
	expect(whyNotCalledBack({ waitsAt: 'adjudication', isRuled: true })).toBe('being-ruled');
	expect(whyNotCalledBack({ waitsAt: null, isRuled: false })).toBe('sent-nowhere');
});

describe('what is left out', () => {
	it('is put together by reason, and named as far as it has a name', () => {
		const names = ['A #1', 'A #2', 'B #1', 'B #2'];
		const unsigned = names.map((name) => ({ why: 'unsigned' as const, name }));
		expect(leftOutOf([...unsigned, { why: 'gone', name: null }])).toEqual([
			{ why: 'unsigned', of: 4, some: ['A #1', 'A #2', 'B #1'] },
			{ why: 'gone', of: 1, some: [] }
		]);
	});

	it('is said in a sentence', () => {
		expect(leftOutWords({ why: 'sent-round', of: 1, some: ['A #1'] })).toBe(
			'1 action is left out, sent to the next round already: A #1.'
		);
		expect(leftOutWords({ why: 'gone', of: 1200, some: [] })).toBe(
			'1,200 actions are left out, no longer in the study as it was worded.'
		);
	});
});

it('names the first of many', () => {
	expect([
		namesOf(['A'], 1),
		namesOf(['A', 'B'], 2),
		namesOf(['A', 'B', 'C'], 12),
		namesOf([], 4)
	]).toEqual(['A', 'A and B', 'A, B, C and 9 more', '4 more']);
});
