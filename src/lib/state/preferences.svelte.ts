/** What a rater sets for this browser: the size of the text, whether single keys act, and which letters. */
import { read as readLetters, USUAL_LETTERS, type Letters } from './letters.ts';

const STEPS = [0.9, 1, 1.15, 1.3, 1.5] as const;
const USUAL_STEP = 1;

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export class Preferences {
	#storage: Storage | null = null;
	#step = $state(USUAL_STEP);
	#singleKeys = $state(true);
	#letters = $state.raw<Letters>(USUAL_LETTERS);
	#lettersKey = '';

	/**
	 * Takes what was set before, and remembers from now on. Not done by the constructor: the server renders
	 * the page without knowing what this browser remembers.
	 *
	 * @param storage null where the browser offers none
	 * @param account whose letters apply: people who share a computer need not share them
	 */
	remember(storage: Storage | null, account: number): void {
		this.#storage = storage;
		this.#lettersKey = `primum-keys:${account}`;
		this.#letters = readLetters(this.#read(this.#lettersKey));
		const step = Number(this.#read('primum-text-size') ?? USUAL_STEP);
		if (step in STEPS) this.#step = step;
		this.#singleKeys = this.#read('primum-single-keys') !== 'off';
	}

	/** A factor for the size of the text. */
	get scale(): number {
		return STEPS[this.#step]!;
	}

	get canGrow(): boolean {
		return this.#step < STEPS.length - 1;
	}

	get canShrink(): boolean {
		return this.#step > 0;
	}

	/** Whether a key that is a single character does something. */
	get singleKeys(): boolean {
		return this.#singleKeys;
	}

	set singleKeys(on: boolean) {
		this.#singleKeys = on;
		this.#write('primum-single-keys', on ? 'on' : 'off');
	}

	/** The letter of each command. */
	get letters(): Letters {
		return this.#letters;
	}

	set letters(letters: Letters) {
		this.#letters = letters;
		this.#write(this.#lettersKey, JSON.stringify(letters));
	}

	/** Makes the text one step larger or smaller, as far as there are steps. */
	resize(by: 1 | -1): void {
		this.#step = Math.min(STEPS.length - 1, Math.max(0, this.#step + by));
		this.#write('primum-text-size', String(this.#step));
	}

	#read(key: string): string | null {
		try {
			return this.#storage?.getItem(key) ?? null;
		} catch {
			return null;
		}
	}

	#write(key: string, value: string): void {
		try {
			this.#storage?.setItem(key, value);
		} catch {
			// A browser that refuses to remember still applies the choice to this page.
		}
	}
}
