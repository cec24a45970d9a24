import { describe, expect, it } from 'vitest';
import { dayOf, dueSchema, roundWords } from './round.ts';

const LAST_MOMENT = Date.UTC(2026, 11, 12, 23, 59, 59, 999);

describe('a due date', () => {
	it('counts until the end of its day in UTC', () => {
		expect(dueSchema.parse({ due: '2026-12-12' })).toEqual({ due: LAST_MOMENT });
		expect(dayOf(LAST_MOMENT)).toBe('2026-12-12');
	});

	it('is none where the field is empty', () => {
		expect(dueSchema.parse({ due: '' })).toEqual({ due: null });
		expect(dayOf(null)).toBe('');
	});

	it.each(['2026-02-30', '12.12.2026', '2026-12-12T10:00', '+275760-09-13', 'soon'])(
		'refuses %j',
		(due) => {
			const { success, error } = dueSchema.safeParse({ due });
			expect(success).toBe(false);
			expect(error!.issues).toMatchObject([
				{ path: ['due'], message: expect.stringMatching(/^write a date/) }
			]);
		}
	);
});

describe('the words of a round', () => {
	const round = { number: 1, dueAt: LAST_MOMENT, lockedAt: null };

	it('say until when it is open, to the last moment of the day', () => {
		expect(roundWords(round, LAST_MOMENT)).toBe('Round 1, open until 12 December');
		expect(roundWords({ ...round, dueAt: null }, LAST_MOMENT)).toBe('Round 1, open');
	});

	it('say that it is still open when the day has passed', () => {
		expect(roundWords(round, Date.UTC(2026, 11, 13))).toBe('Round 1, open, was due on 12 December');
	});

	it('name the year where it is another', () => {
		expect(roundWords(round, Date.UTC(2025, 11, 13))).toBe('Round 1, open until 12 December 2026');
	});

	it('say that it is closed, whatever its date', () => {
		expect(roundWords({ ...round, number: 2, lockedAt: 1 }, LAST_MOMENT)).toBe('Round 2, closed');
	});
});
