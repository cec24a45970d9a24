import { describe, expect, it } from 'vitest';
import { raterText } from '#lib/text/load.ts';
import { announcement, shortWords } from './save-words.ts';

const text = await raterText('en');

it('says how many changes wait and why', () => {
	expect(shortWords(text, 'offline', 3)).toBe('Offline, 3 waiting');
	expect(shortWords(text, 'retrying', 2)).toBe('Not saved: 2 waiting, trying again');
	expect(shortWords(text, 'saved', 0)).toBe('Saved');
});

describe('announcement', () => {
	it('is silent while ratings are saved one after the other', () => {
		expect(announcement(text, 'saving', 'saved', 1)).toBeNull();
		expect(announcement(text, 'saved', 'saved', 0)).toBeNull();
	});

	it('speaks once when a trouble begins and once when it ends', () => {
		expect(announcement(text, 'offline', 'saved', 1)).toContain('kept in this browser');
		expect(announcement(text, 'offline', 'offline', 2)).toBeNull();
		expect(announcement(text, 'saving', 'offline', 2)).toBeNull();
		expect(announcement(text, 'saved', 'offline', 0)).toBe('Everything is saved.');
	});
});
