/** A storage of the browser that lasts as long as a test. */
import type { DraftStorage } from '../comment-drafts.ts';

export function aStorage(): DraftStorage {
	const kept = new Map<string, string>();
	return {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key),
		key: (index) => [...kept.keys()][index] ?? null,
		get length() {
			return kept.size;
		}
	};
}
