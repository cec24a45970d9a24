import { describe, expect, it } from 'vitest';
import { announcement, shortWords } from './save-words.ts';

it('says how many changes wait and why', () => {
	expect(shortWords('offline', 3)).toBe('Offline, 3 waiting');
	expect(shortWords('retrying', 2)).toBe('Not saved: 2 waiting, trying again');
	expect(shortWords('saved', 0)).toBe('Saved');
});

describe('announcement', () => {
	it('is silent while ratings are saved one after the other', () => {
		expect(announcement('saving', 'saved', 1)).toBeNull();
		expect(announcement('saved', 'saved', 0)).toBeNull();
	});

	it('speaks once when a trouble begins and once when it ends', () => {
		expect(announcement('offline', 'saved', 1)).toContain('kept in this browser');
		expect(announcement('offline', 'offline', 2)).toBeNull();
		expect(announcement('saving', 'offline', 2)).toBeNull();
		expect(announcement('saved', 'offline', 0)).toBe('Everything is saved.');
	});
});
