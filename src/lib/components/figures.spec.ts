import { describe, expect, it } from 'vitest';
import { count, decimal, many, share, signed, sizeWords, when } from './figures.ts';

describe('figures', () => {
	it('separates thousands', () => expect(count(12747)).toBe('12,747'));

	it('names one and many', () => {
		expect(many(1, 'case')).toBe('1 case');
		expect(many(0, 'case')).toBe('0 cases');
		expect(many(2, 'person', 'people')).toBe('2 people');
	});

	it('writes a true minus, and no minus before a rounded zero', () => {
		expect(decimal(-0.123)).toBe('−0.12');
		expect(decimal(-0.001)).toBe('0.00');
		expect(decimal(1)).toBe('1.00');
	});

	it('signs a difference, but not one that rounds to nothing', () =>
		expect([0.04, -0.12, 0.001, -0.001].map(signed)).toEqual(['+0.04', '−0.12', '0.00', '0.00']));

	it('writes a share in per cent', () => expect(share(0.84)).toBe('84.0%'));

	it('writes times in UTC wherever it runs', () =>
		expect(when(Date.UTC(2025, 11, 12, 9, 30))).toBe('12 Dec 2025, 09:30 UTC'));
});

it('says a size in few words', () => {
	expect([0, 499, 310_400, 4_200_000].map(sizeWords)).toEqual(['1 kB', '1 kB', '310 kB', '4.2 MB']);
});
