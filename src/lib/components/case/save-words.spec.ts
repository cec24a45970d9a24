import { describe, expect, it } from 'vitest';
import { raterText } from '#lib/text/load.ts';
import { announcement, shortWords, unsavedWords } from './save-words.ts';

const text = await raterText('en');
const german = await raterText('de');

it('says how many changes wait and why', () => {
	expect(shortWords(text, 'offline', 3)).toBe('Offline, 3 waiting');
	expect(shortWords(text, 'retrying', 2)).toBe('Not saved: 2 waiting, trying again');
	expect(shortWords(text, 'saved', 0)).toBe('Saved');
	expect(shortWords(text, 'saving', 9)).toBe('Saving 9…');
	expect(shortWords(german, 'saving', 9)).toBe('Speichert 9 …');
});

describe('why a case cannot be signed yet', () => {
	it('is one sentence for each state', () => {
		expect(unsavedWords(text, 'saved', 0)).toBe('');
		expect(unsavedWords(text, 'saving', 1)).toBe('1 change is still being saved.');
		expect(unsavedWords(text, 'retrying', 4)).toBe(
			'The server does not answer: 4 changes wait in this browser. You can sign once everything is saved.'
		);
		expect(unsavedWords(german, 'retrying', 4)).toBe(
			'Der Server antwortet nicht: 4 Änderungen warten in diesem Browser. Unterschreiben können Sie, sobald alles gespeichert ist.'
		);
		expect(unsavedWords(text, 'offline', 1)).toMatch(/^You are offline: 1 change waits/);
		expect(unsavedWords(text, 'signed-out', 2)).toMatch(/^Your session has ended: 2 changes wait/);
		expect(unsavedWords(text, 'conflict', 1)).toMatch(/choose what to keep/);
		expect(unsavedWords(text, 'refused', 1)).toMatch(/did not accept/);
	});

	it('needs no other words around it, in either language', () => {
		const states = ['saving', 'offline', 'retrying', 'signed-out', 'conflict', 'refused'] as const;
		for (const words of [text, german]) {
			for (const state of states) {
				expect(unsavedWords(words, state, 3)).toMatch(/^[\p{Lu}\d][^{}]*\.$/u);
			}
		}
	});
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
