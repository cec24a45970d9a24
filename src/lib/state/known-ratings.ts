/** What the server has, as far as a page knows: what came with the page, and what was learned since. */
import type { RatingValue } from '#lib/domain/rating.ts';
import type { Current } from './pending.ts';

export class KnownRatings {
	readonly #byAction: Map<number, Current>;

	/** @param given each action's rating as the server gave it with the page */
	constructor(given: Iterable<readonly [number, Current]> = []) {
		this.#byAction = new Map(given);
	}

	/** 0 where the action was not rated. */
	version(action: number): number {
		return this.#byAction.get(action)?.version ?? 0;
	}

	value(action: number): RatingValue | undefined {
		return this.#byAction.get(action)?.value;
	}

	/** Takes what the server has now. */
	set(action: number, current: Current): void {
		this.#byAction.set(action, current);
	}

	/**
	 * Takes what the server had at some time, where that is newer than what is known.
	 *
	 * @returns the values that were newer, by action
	 */
	learn(recorded: Iterable<readonly [number, Current]>): Map<number, RatingValue> {
		const newer = new Map<number, RatingValue>();
		for (const [action, current] of recorded) {
			if (current.version <= this.version(action)) continue;
			this.set(action, current);
			newer.set(action, current.value);
		}
		return newer;
	}
}
