import { describe, expect, it } from 'vitest';
import { allowance, dayBegan, whyNoMore } from './submission-limit.ts';

const LATE = Date.UTC(2026, 10, 2, 23, 59, 59, 999);

describe('the limit of a day', () => {
	it('begins anew at midnight in UTC', () => {
		expect(dayBegan(LATE)).toBe(Date.UTC(2026, 10, 2));
		expect(dayBegan(LATE + 1)).toBe(Date.UTC(2026, 10, 3));
	});

	it('says when the next can be sent', () => {
		expect(whyNoMore(allowance(2, 3, LATE))).toBeNull();
		expect(whyNoMore(allowance(3, 3, LATE))).toBe(
			'Your team may send 3 submissions a day and has sent 3 today: the next can be sent on 3 November from 00:00 UTC.'
		);
		expect(whyNoMore(allowance(1, 1, LATE))).toBe(
			'Your team may send one submission a day and has sent 1 today: the next can be sent on 3 November from 00:00 UTC.'
		);
	});

	it('does not hold for whoever sets it', () => {
		expect(whyNoMore(allowance(300, null, LATE))).toBeNull();
	});
});
