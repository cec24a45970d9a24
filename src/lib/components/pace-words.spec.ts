import { expect, it } from 'vitest';
import { raterText } from '#lib/text/load.ts';
import { dueWords, paceWords } from './pace-words.ts';

const text = await raterText('en');
const german = await raterText('de');

const END_OF_12_DECEMBER = Date.UTC(2026, 11, 13) - 1;

it('says by when to be done', () => {
	expect(dueWords(text, END_OF_12_DECEMBER, Date.UTC(2026, 10, 2))).toBe('due 12 December');
	expect(dueWords(text, END_OF_12_DECEMBER, Date.UTC(2026, 11, 12, 23, 59))).toBe('due today');
	expect(dueWords(text, END_OF_12_DECEMBER, Date.UTC(2026, 11, 13))).toBe(
		'overdue since 12 December'
	);
	expect(dueWords(text, END_OF_12_DECEMBER, Date.UTC(2027, 0, 1))).toBe(
		'overdue since 12 December 2026'
	);
	expect(dueWords(german, END_OF_12_DECEMBER, Date.UTC(2026, 10, 2))).toBe(
		'fällig am 12. Dezember'
	);
});

it('says how long the rest takes at one’s own pace, and nothing where little is known', () => {
	expect(paceWords(text, 90, 8)).toBe('about 12 minutes at your pace');
	expect(paceWords(text, 2, 3)).toBe('about a minute at your pace');
	expect(paceWords(text, 1_000, 12)).toBe('about 3 hours at your pace');
	expect(paceWords(german, 90, 8)).toBe('in Ihrem Tempo etwa 12 Minuten');
	expect(paceWords(text, 0, 8)).toBeNull();
	expect(paceWords(text, 90, null)).toBeNull();
});
