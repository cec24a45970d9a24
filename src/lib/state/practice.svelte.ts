/**
 * A sitting with the practice case: an ordinary session whose changes go nowhere, and the steps that tick
 * themselves off while the person works.
 */
import { agrees, practiceAction } from '#lib/domain/practice-case.ts';
import { sameValue, type RatingValue } from '#lib/domain/rating.ts';
import type { ActionRow, GivenAction } from './action-rows.svelte.ts';
import { CaseSession, type SessionOptions } from './case-session.svelte.ts';
import type { Step } from './practice-steps.ts';

/** A session that tells when something was undone. */
class Undoable extends CaseSession {
	readonly #onundo: () => void;

	constructor(given: readonly GivenAction[], options: SessionOptions & { onundo: () => void }) {
		super(given, options);
		this.#onundo = options.onundo;
	}

	override undo(): boolean {
		const undone = super.undo();
		if (undone) this.#onundo();
		return undone;
	}
}

export class Practice {
	readonly session: CaseSession;
	/** As each action was before its last change. */
	readonly #before: Record<number, RatingValue>;
	#done = $state.raw<readonly Step[]>([]);
	#answered = $state.raw<ActionRow | null>(null);

	/**
	 * @param given the actions of the practice case; their numbers are those of the domain
	 * @param now milliseconds of a steady clock
	 */
	constructor(given: readonly GivenAction[], now: () => number) {
		this.#before = Object.fromEntries(given.map(({ id, value }) => [id, value]));
		this.session = new Undoable(given, {
			keep: (action, value) => this.#changed(action, value),
			now,
			readOnly: false,
			onundo: () => this.did('undo')
		});
	}

	/** Ticks a step off; it stays so. */
	did(step: Step): void {
		if (!this.has(step)) this.#done = [...this.#done, step];
	}

	has(step: Step): boolean {
		return this.#done.includes(step);
	}

	/** The first of these steps that is not done, or null. */
	next(steps: readonly Step[]): Step | null {
		return steps.find((step) => !this.has(step)) ?? null;
	}

	/** The action whose answer changed last, while it has one. */
	get answered(): ActionRow | null {
		return this.#answered?.rated ? this.#answered : null;
	}

	/** The answered actions that a careful reader would answer otherwise. */
	get outside(): ActionRow[] {
		return this.session.rows.filter(
			({ rated, number, value }) => rated && !agrees(practiceAction(number).expected, value)
		);
	}

	#changed(action: number, value: RatingValue): void {
		const before = this.#before[action]!;
		this.#before[action] = value;
		for (const step of stepsOf(before, value)) this.did(step);
		const { comment, flags } = before;
		if (!sameValue({ ...value, comment, flags }, before)) {
			this.#answered = this.session.rows.find(({ id }) => id === action) ?? null;
		}
	}
}

/** What a person has shown to know by a change. Undoing shows nothing that was not shown before. */
function stepsOf(before: RatingValue, after: RatingValue): Step[] {
	const steps: Step[] = [];
	if (after.score !== null) steps.push('rate');
	if (before.score !== null && after.score !== null && before.score !== after.score) {
		steps.push('change');
	}
	if (after.cannotRate !== null) steps.push('cannot-rate');
	if (after.flags.includes('duplicate')) steps.push('flag');
	if (after.comment.trim() !== '') steps.push('comment');
	return steps;
}
