/** Reading a history on from where one was: on PostgreSQL, its ids are not committed in their order. */

/** After this long, no change can be under way any more that was given an id then. */
const GIVEN_UP_MS = 10 * 60 * 1000;

/**
 * How far a history was read. A change may commit after one that was given a later id; so the ids that were
 * missing among those seen are asked for again. An id that stays missing belongs to a change that was taken
 * back.
 */
export class Reader {
	#newest: number;
	readonly #missing = new Map<number, number>();

	/** @param newest the newest id that is known */
	constructor(newest: number) {
		this.#newest = newest;
	}

	get newest(): number {
		return this.#newest;
	}

	/** Ids to ask for again. */
	get missing(): number[] {
		return [...this.#missing.keys()];
	}

	/**
	 * Notes which ids were found.
	 *
	 * @param now milliseconds, of a clock that only goes on
	 */
	saw(ids: readonly number[], now: number): void {
		const found = new Set(ids);
		const newest = ids.reduce((most, id) => Math.max(most, id), this.#newest);
		for (const id of ids) this.#missing.delete(id);
		for (let id = this.#newest + 1; id < newest; id += 1) {
			if (!found.has(id)) this.#missing.set(id, now);
		}
		this.#newest = newest;
		for (const [id, since] of this.#missing) {
			if (now - since > GIVEN_UP_MS) this.#missing.delete(id);
		}
	}
}
