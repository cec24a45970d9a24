/** What was changed in a case since the page was opened, to be undone and done again. */
import { sameValue, type RatingValue } from '#lib/domain/rating.ts';

export type Change = { action: number; before: RatingValue; after: RatingValue };

type Step = Change & { run: string | null };

export class History {
	#done: Step[] = [];
	#undone: Step[] = [];

	/**
	 * Remembers a change; what was undone before it can no longer be done again.
	 *
	 * @param run names changes that are undone as one, such as the saves while a comment is being typed
	 */
	push(change: Change, run: string | null = null): void {
		if (sameValue(change.before, change.after)) return;
		this.#undone = [];
		const last = this.#done.at(-1);
		if (run !== null && last?.run === run && last.action === change.action) {
			this.#done[this.#done.length - 1] = { ...last, after: change.after };
		} else {
			this.#done.push({ ...change, run });
		}
	}

	/** @returns the change to take back, or null where there is none */
	undo(): Change | null {
		const step = this.#done.pop();
		if (step === undefined) return null;
		this.#undone.push(step);
		return step;
	}

	/** @returns the change to make again, or null where there is none */
	redo(): Change | null {
		const step = this.#undone.pop();
		if (step === undefined) return null;
		this.#done.push(step);
		return step;
	}

	/**
	 * Goes on with a case that was opened again: an action whose rating is not what it was left as here was
	 * changed elsewhere and is forgotten, and no later save joins one from before.
	 *
	 * @param values what is stored now, by action
	 */
	resume(values: Iterable<readonly [number, RatingValue]>): void {
		const stored = new Map(values);
		const left = new Map<number, RatingValue>();
		for (const { action, before } of this.#undone) left.set(action, before);
		for (const { action, after } of this.#done) left.set(action, after);
		for (const [action, value] of left) {
			const now = stored.get(action);
			if (now === undefined || !sameValue(now, value)) this.forget(action);
		}
		this.#done = this.#done.map((step) => ({ ...step, run: null }));
	}

	/** Forgets an action: its rating was changed elsewhere, so its old values no longer apply. */
	forget(action: number): void {
		const others = (steps: Step[]) => steps.filter((step) => step.action !== action);
		this.#done = others(this.#done);
		this.#undone = others(this.#undone);
	}
}
