/** What stands in a form against what is stored: which fields are unsaved, and a copy of them in this browser. */
import type { DraftStorage } from './comment-drafts.ts';
import * as drafts from './form-drafts.ts';
import type { FormPlace, FormValues } from './form-drafts.ts';

/** After this long without a key what was typed is kept. */
const PAUSE_MS = 250;

type Restored = {
	/** When it was typed, in milliseconds since 1970. */
	at: number;
	/** Fields whose stored value is another one than it was typed over. */
	movedOn: readonly string[];
};

export class KeptForm {
	#stored = $state.raw<FormValues>({});
	#typed = $state.raw<FormValues>({});
	#restored = $state.raw<Restored | null>(null);
	#durable = $state(true);
	#storage: DraftStorage | null = null;
	#place: FormPlace | null = null;
	#onkept: () => void = () => {};
	#now: () => number = Date.now;
	#timer: ReturnType<typeof setTimeout> | undefined;

	readonly #changed = $derived(
		Object.keys(this.#typed).filter((name) => !same(this.#typed[name], this.#stored[name]))
	);

	/** The names of the fields that are not saved. */
	get changed(): readonly string[] {
		return this.#changed;
	}

	/** What was put back from an earlier visit; null for nothing. */
	get restored(): Restored | null {
		return this.#restored;
	}

	/** What is stored of a field. */
	stored(name: string): readonly string[] {
		return this.#stored[name] ?? [];
	}

	/** False where this browser does not keep what is typed. */
	get durable(): boolean {
		return this.#durable;
	}

	/**
	 * Begins to keep what is typed.
	 *
	 * @param stored what the server has
	 * @param typed what stands in the form: more than is stored where somebody typed before the scripts came
	 * @param given `onkept` is told each time what is kept has changed
	 * @returns what was kept of an earlier visit and is to be put back, by field
	 */
	start(
		stored: FormValues,
		typed: FormValues,
		given: {
			storage: DraftStorage | null;
			place: FormPlace;
			onkept?: () => void;
			now?: () => number;
		}
	): FormValues {
		this.#storage = given.storage;
		this.#place = given.place;
		this.#onkept = given.onkept ?? this.#onkept;
		this.#now = given.now ?? this.#now;
		this.#stored = stored;
		const draft = drafts.find(this.#storage, this.#place);
		const put = Object.entries(draft?.values ?? {}).filter(
			([name, values]) =>
				typed[name] !== undefined && same(typed[name], stored[name]) && !same(values, stored[name])
		);
		this.#typed = { ...typed, ...Object.fromEntries(put) };
		if (draft !== null && put.length > 0) {
			const movedOn = put
				.map(([name]) => name)
				.filter((name) => !same(draft.base[name], stored[name]));
			this.#restored = { at: draft.at, movedOn };
		}
		if (draft !== null || this.#changed.length > 0) this.#write(draft?.at);
		return Object.fromEntries(put);
	}

	/** Takes what stands in the form now. */
	type(typed: FormValues): void {
		this.#typed = typed;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.flush(), PAUSE_MS);
	}

	/** Keeps at once what was typed. */
	flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#write();
	}

	/** Something else is stored now: it was saved, here or by somebody else. */
	rebase(stored: FormValues): void {
		this.#stored = stored;
		if (this.#place !== null) this.flush();
	}

	/** What was put back from an earlier visit was saved. */
	settle(): void {
		this.#restored = null;
	}

	/**
	 * Lets go of what is not saved.
	 *
	 * @param names of some fields; all of them unless given
	 * @returns what is stored, to be put into the form
	 */
	discard(names: readonly string[] = this.#changed): FormValues {
		const back = Object.fromEntries(names.map((name) => [name, this.stored(name)]));
		this.#typed = { ...this.#typed, ...back };
		if (this.#restored !== null) {
			const movedOn = this.#restored.movedOn.filter((name) => !names.includes(name));
			this.#restored = this.#changed.length === 0 ? null : { ...this.#restored, movedOn };
		}
		this.flush();
		return back;
	}

	/** Keeps nothing more, and leaves alone what is kept. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#place = null;
	}

	#write(at = this.#now()): void {
		const place = this.#place;
		if (place === null) return;
		if (this.#changed.length === 0) {
			drafts.remove(this.#storage, place);
			this.#durable = true;
		} else {
			const of = (values: FormValues) =>
				Object.fromEntries(this.#changed.map((name) => [name, values[name] ?? []]));
			const draft = { at, base: of(this.#stored), values: of(this.#typed) };
			this.#durable = drafts.keep(this.#storage, place, draft);
		}
		this.#onkept();
	}
}

function same(a: readonly string[] = [], b: readonly string[] = []): boolean {
	return a.length === b.length && a.every((value, at) => value === b[at]);
}
