import { expect, it } from 'vitest';
import { dueWords, paceWords } from './pace-words.ts';

const END_OF_12_DECEMBER = Date.UTC(2026, 11, 13) - 1;

it('says by when to be done', () => {
	expect(dueWords(END_OF_12_DECEMBER, Date.UTC(2026, 10, 2))).toBe('due 12 December');
	expect(dueWords(END_OF_12_DECEMBER, Date.UTC(2026, 11, 12, 23, 59))).toBe('due today');
	expect(dueWords(END_OF_12_DECEMBER, Date.UTC(2026, 11, 13))).toBe('overdue since 12 December');
	expect(dueWords(END_OF_12_DECEMBER, Date.UTC(2027, 0, 1))).toBe('overdue since 12 December 2026');
});

it('says how long the rest takes at one’s own pace, and nothing where little is known', () => {
	expect(paceWords(90, 8)).toBe('about 12 minutes at your pace');
	expect(paceWords(2, 3)).toBe('about a minute at your pace');
	expect(paceWords(1_000, 12)).toBe('about 3 hours at your pace');
	expect(paceWords(0, 8)).toBeNull();
	expect(paceWords(90, null)).toBeNull();
});
