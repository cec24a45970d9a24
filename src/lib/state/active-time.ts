/**
 * Active attention on each action: time counts while the page is visible and the person did something
 * within the last minute. All times are milliseconds of one steady clock.
 */

/** Without input for this long, the person is taken to be elsewhere. */
export const IDLE_AFTER_MS = 60_000;

/** The most that one save carries. */
const MOST_MS = 3_600_000;

export class ActiveTime {
	readonly #spent = new Map<number, number>();
	#action: number | null = null;
	#visible = true;
	#paused = false;
	#total = 0;
	/** Up to here time has been counted. */
	#mark: number;
	#lastInput: number;

	constructor(now: number) {
		this.#mark = now;
		this.#lastInput = now;
	}

	/** The person pressed, moved or scrolled. */
	input(now: number): void {
		this.#count(now);
		this.#lastInput = now;
	}

	/** The page came into view or went out of it. */
	setVisible(now: number, visible: boolean): void {
		this.#count(now);
		this.#visible = visible;
		if (visible) this.#lastInput = now;
	}

	/** Attention moved to another action. */
	focus(now: number, action: number): void {
		this.#count(now);
		this.#action = action;
	}

	/** The person said that they do something else now; nothing counts until `resume`. */
	pause(now: number): void {
		this.#count(now);
		this.#paused = true;
	}

	resume(now: number): void {
		this.#count(now);
		this.#paused = false;
		this.#lastInput = now;
	}

	/** All that was counted since the beginning, in milliseconds, whatever it was for. */
	total(now: number): number {
		this.#count(now);
		return this.#total;
	}

	/**
	 * Hands out what an action has had since it was last asked for.
	 *
	 * @returns whole milliseconds, at most an hour
	 */
	take(now: number, action: number): number {
		this.#count(now);
		const spent = this.#spent.get(action) ?? 0;
		this.#spent.delete(action);
		return Math.min(MOST_MS, Math.round(spent));
	}

	#count(now: number): void {
		const until = Math.min(now, this.#lastInput + IDLE_AFTER_MS);
		if (this.#visible && !this.#paused && this.#action !== null && until > this.#mark) {
			const before = this.#spent.get(this.#action) ?? 0;
			this.#spent.set(this.#action, before + until - this.#mark);
			this.#total += until - this.#mark;
		}
		this.#mark = Math.max(this.#mark, now);
	}
}
