import { describe, expect, it } from 'vitest';
import { answered } from './answer.ts';
import { aCase, judged, matched, offList, type Sketch } from './fixture.ts';
import { precision } from './precision.ts';
import type { ResponseAction } from './record.ts';

const of = (sketches: readonly Sketch[], marks: string, answer: ResponseAction[] | null = null) =>
	precision(answered(aCase(sketches), judged(marks, { answer })));

describe('precision', () => {
	it('without an answer takes each done action for one', () => {
		// Done: 9 in part (72), 5 (1), 2 (24). Right: half of 72, of 97 together.
		expect(of([9, 5, 2, 8], '~xx-')).toEqual({
			raw: 1 / 3,
			weighted: 36 / 97,
			binary: 72 / 97,
			matched: 36 / 97,
			offRubric: 0
		});
	});

	it('holds an action of the answer to the best score it was matched with', () => {
		// One action matched with 9 and 2 is a 9: 72 of 72.
		expect(of([9, 2], 'xx', [matched(1, 2)])).toMatchObject({ raw: 1, weighted: 1 });
	});

	it('halves it where all matches with that score were done in part', () => {
		expect(of([9, 9, 2], '~~x', [matched(1, 2)])).toMatchObject({ weighted: 1 / 2, binary: 1 });
		expect(of([9, 9, 2], '~xx', [matched(1, 2)])).toMatchObject({ weighted: 1 });
		// The 7 done wholly is not of the best score.
		expect(of([9, 7], '~x', [matched(1, 2)])).toMatchObject({ weighted: 1 / 2 });
	});

	it('drops what the record does not mark as done, and what is no action of the case', () => {
		// The second action keeps 5 only; the third is left with nothing and off the list.
		const answer = [matched(1), matched(2, 3), matched(2, 99)];
		expect(of([9, 9, 5], 'x-x', answer)).toMatchObject({
			raw: 1 / 3,
			weighted: 72 / 74,
			matched: 72 / 73,
			offRubric: 1 / 3
		});
	});

	it('counts the own score off the list, and only there', () => {
		// 9 on the list (72), off it 8 (24), 2 (24) and 0, which is counted and weighs nothing.
		const answer = [{ ...matched(1), score: 1 }, offList(8), offList(2), offList(null)];
		expect(of([9], 'x', answer)).toEqual({
			raw: 2 / 4,
			weighted: 96 / 120,
			binary: 96 / 120,
			matched: 1,
			offRubric: 3 / 4
		});
	});

	it('of nothing is 0, and not defined where it is a share of what is on the list', () => {
		const none = { raw: 0, weighted: 0, binary: 0, matched: null, offRubric: null };
		expect(of([9], '-')).toEqual(none);
		expect(of([9], 'x', [])).toEqual(none);
		expect(of([9], '-', [offList(null)])).toEqual({ ...none, offRubric: 1 });
	});
});
