/** The clock of a sitting: which action has the rater's attention, and whether the rater has stopped it. */
import type { GivenAction } from './action-rows.svelte.ts';
import { ActiveTime } from './active-time.ts';

/** Stands for the case as a whole where time is counted; no action has this id. */
const NO_ACTION = 0;

export class SessionClock {
	readonly time: ActiveTime;
	readonly #now: () => number;
	readonly #before: number;
	#paused = $state(false);

	/**
	 * @param now milliseconds of a steady clock
	 * @param given the actions with the attention they had before
	 */
	constructor(now: () => number, given: readonly GivenAction[]) {
		this.#now = now;
		this.time = new ActiveTime(now());
		this.#before = given.reduce((sum, { activeMs }) => sum + activeMs, 0);
	}

	/** True while the rater has stopped the clock. */
	get paused(): boolean {
		return this.#paused;
	}

	/** Milliseconds of active attention this case has had so far. Not reactive: ask again. */
	activeMs(): number {
		return this.#before + this.time.total(this.#now());
	}

	/** Stops the clock, or lets it go on. */
	toggle(): void {
		this.#paused = !this.#paused;
		if (this.#paused) this.time.pause(this.#now());
		else this.time.resume(this.#now());
	}

	/** Where the time goes from now on: to an action, or to the case as a whole where it is null. */
	attend(action: number | null | undefined): void {
		if (action !== undefined) this.time.focus(this.#now(), action ?? NO_ACTION);
	}

	/** Hands out what an action has had, in milliseconds, and lets the clock go on. */
	take(action: number): number {
		if (this.#paused) this.toggle();
		return this.time.take(this.#now(), action);
	}
}
