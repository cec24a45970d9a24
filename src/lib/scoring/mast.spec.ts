import { describe, expect, it } from 'vitest';
import { aCase, judged, offList, matched, type Sketch } from './fixture.ts';
import { mast2026 } from './mast-2026.ts';
import { mast202607 } from './mast-2026-07.ts';
import type { Judged } from './record.ts';
import type { Scheme } from './scheme.ts';

const metrics = (
	scheme: Scheme,
	sketches: readonly Sketch[],
	marks: string,
	more: Partial<Judged> = {}
) => scheme.ofRecord(aCase(sketches), judged(marks, more));

const close = (value: number) => expect.closeTo(value, 12);

describe('the cap of June 2026', () => {
	// Done: 8 (24) and 2 (24), left: 7 (3). Precision 24 / 48, recall 24 / 27: F1 2 · ½ · 8/9 / (½ + 8/9) = 0.64.
	it('leaves F1 as it is with harms that are not severe', () => {
		expect(metrics(mast2026, [8, 2, 7], 'xx-')).toMatchObject({
			F1_matched: close(0.64),
			F1_weighted: close(0.64),
			F1_capped: close(0.64),
			Severe_rate: 0,
			Moderate_rate: 1,
			Mild_rate: 1
		});
	});

	// Done: 8 (24) and 1 (72). Precision 24 / 96, recall 1: F1 2 · ¼ / 1¼ = 0.4.
	it('makes it 0 with a severe one, done', () => {
		expect(metrics(mast2026, [8, 1], 'xx')).toMatchObject({
			F1_matched: close(0.4),
			F1_weighted: 0,
			F1_uncapped: close(0.4),
			F1_capped: 0,
			Severe_rate: 1
		});
	});

	it('and by leaving out, or off the list', () => {
		expect(metrics(mast2026, [8, 9], 'x-')).toMatchObject({ F1_weighted: 0 });
		const answer = [matched(1), offList(1)];
		expect(metrics(mast2026, [8], 'x', { answer })).toMatchObject({
			F1_matched: 1,
			F1_weighted: 0
		});
	});

	it('is gone in July', () => {
		const found = metrics(mast202607, [8, 1], 'xx');
		expect(found).toMatchObject({ F1_weighted: close(0.4), Precision_weighted: 0.25 });
		expect(found).not.toHaveProperty('F1_matched');
		expect(found).not.toHaveProperty('F1_capped');
	});
});

describe('the correction for length of June 2026', () => {
	// 9 done, 5 done: precision 72 / 73, recall 1. 2,573 code points are 1,000 too many: recall loses 0.108, precision 0.05.
	it('takes from recall and precision what is too long, and shows what was before', () => {
		const p = 72 / 73;
		const f = (a: number, b: number) => (2 * a * b) / (a + b);
		expect(metrics(mast2026, [9, 5], 'xx', { length: 2_573 })).toMatchObject({
			Recall_weighted: close(0.892),
			Precision_weighted: close(p - 0.05),
			Precision_matched: close(p),
			F1_matched: close(f(p, 0.892)),
			F1_weighted: close(f(p, 0.892)),
			F1_uncapped: close(f(p - 0.05, 0.892)),
			F1_capped: close(f(p - 0.05, 0.892)),
			Recall_binary: 1,
			Recall_weighted_raw: 1,
			Precision_weighted_raw: close(p),
			F1_uncapped_raw: close(f(p, 1)),
			F1_matched_raw: close(f(p, 1)),
			F1_weighted_raw: close(f(p, 1))
		});
	});

	it('takes nothing up to 1,573, and says so', () => {
		expect(metrics(mast2026, [9], 'x', { length: 1_573 })).toMatchObject({
			Recall_weighted: 1,
			Recall_weighted_raw: 1
		});
		expect(metrics(mast2026, [9], 'x', { length: 1_574 }).Recall_weighted).toBeCloseTo(
			1 - 1.08e-4,
			12
		);
	});

	it('never goes below 0', () => {
		// 1.08e-4 · 10,000 is more than 1, 5.0e-5 · 10,000 is a half; then of 30,000 both are more.
		expect(metrics(mast2026, [9], 'x', { length: 11_573 })).toMatchObject({
			Recall_weighted: 0,
			Precision_weighted: close(0.5),
			F1_weighted: 0
		});
		expect(metrics(mast2026, [9], 'x', { length: 31_573 })).toMatchObject({
			Precision_weighted: 0,
			F1_uncapped: 0
		});
	});

	it('keeps the cap in what was before', () => {
		expect(metrics(mast2026, [8, 1], 'xx', { length: 100 })).toMatchObject({
			F1_weighted_raw: 0,
			F1_matched_raw: close(0.4)
		});
	});

	it('is none where no length is known, and gone in July', () => {
		expect(metrics(mast2026, [9], 'x')).not.toHaveProperty('Recall_weighted_raw');
		const july = metrics(mast202607, [9], 'x', { length: 9_999 });
		expect(july).toMatchObject({ Recall_weighted: 1, F1_weighted: 1 });
		expect(july).not.toHaveProperty('Recall_weighted_raw');
	});
});

describe('what the editions name differently', () => {
	it('July: Precision_weighted is that of the list, Precision_all has what is off it', () => {
		// On the list 72 of 72; off it one of 5, weight 1.
		const answer = [matched(1), offList(5)];
		expect(metrics(mast202607, [9], 'x', { answer })).toMatchObject({
			Precision_weighted: 1,
			Precision_matched: 1,
			Precision_all: close(72 / 73)
		});
		expect(metrics(mast2026, [9], 'x', { answer })).toMatchObject({
			Precision_weighted: close(72 / 73)
		});
	});

	it('with nothing on the list F1 is 0 in both, and the precision on the list not defined', () => {
		for (const scheme of [mast2026, mast202607]) {
			expect(metrics(scheme, [9], '-', { answer: [offList(9)] })).toMatchObject({
				F1_weighted: 0,
				Precision_matched: null
			});
		}
	});
});
