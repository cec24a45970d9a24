/** What is ticked in a list of many pages: it stays while one goes from page to page, and through a reload. */
import { SvelteSet } from 'svelte/reactivity';
import { fromRuns, toRuns } from '#lib/domain/runs.ts';

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class Picked {
	#storage: Storage | null = null;
	#key = '';
	readonly #ids: SvelteSet<number>;

	/** @param text ids as `toRuns` writes them */
	constructor(text = '') {
		this.#ids = new SvelteSet(fromRuns(text));
	}

	/**
	 * Takes what was ticked before, unless something is already, and remembers from now on. Not done by the
	 * constructor: the server renders the page without knowing what this browser remembers.
	 *
	 * @param storage null where the browser offers none
	 */
	remember(storage: Storage | null, key: string): void {
		this.#storage = storage;
		this.#key = key;
		if (this.#ids.size > 0) this.#keep();
		else for (const id of fromRuns(this.#stored())) this.#ids.add(id);
	}

	has(id: number): boolean {
		return this.#ids.has(id);
	}

	get size(): number {
		return this.#ids.size;
	}

	/** All of them, as a form sends them. */
	get text(): string {
		return toRuns(this.#ids);
	}

	/** Ticks some, or takes the ticks away. */
	tick(ids: readonly number[], on: boolean): void {
		for (const id of ids) {
			if (on) this.#ids.add(id);
			else this.#ids.delete(id);
		}
		this.#keep();
	}

	/** Puts others in their place. */
	replace(text: string): void {
		this.#ids.clear();
		for (const id of fromRuns(text)) this.#ids.add(id);
		this.#keep();
	}

	#stored(): string {
		try {
			return this.#storage?.getItem(this.#key) ?? '';
		} catch {
			return '';
		}
	}

	#keep(): void {
		try {
			if (this.#ids.size === 0) this.#storage?.removeItem(this.#key);
			else this.#storage?.setItem(this.#key, this.text);
		} catch {
			// A browser that keeps nothing forgets the ticks with the page, and no sooner.
		}
	}
}

/** Where the browser keeps things for as long as a tab is open; null where it offers no such place. */
export function sessionStorageIfAny(): Storage | null {
	try {
		return window.sessionStorage;
	} catch {
		return null;
	}
}
