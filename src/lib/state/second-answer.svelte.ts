/**
 * A second answer to an action: the correction a rater means, and the key pressed once too often. Whoever
 * came to an action by choice corrects it by one digit. Whoever has entered something there a moment ago may
 * think the next one is framed, so a digit that would put another answer in its place is asked for again.
 */
import { isRated, type RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';

/** An answer that has taken the place of another one. */
export type Correction = { number: number; before: RatingValue; after: RatingValue };

export class SecondAnswer {
	/** Something was entered for the framed action since the rater came to it. */
	#entered = false;
	#asked = $state<Score | null>(null);
	#correction = $state.raw<Correction | null>(null);

	/** The score that is given once its digit is pressed again; null where nothing is asked. */
	get asked(): Score | null {
		return this.#asked;
	}

	/** The last answer, where it took the place of another one and was not undone since; otherwise null. */
	get correction(): Correction | null {
		return this.#correction;
	}

	/** The rater came to an action, by choice or because it is the next unrated one. */
	come(): void {
		this.#entered = false;
		this.#asked = null;
	}

	/** Whether another answer to an action may be meant for the next one. */
	doubts(value: RatingValue): boolean {
		return this.#entered && isRated(value);
	}

	/** Something was entered for the framed action. */
	enter(): void {
		this.#entered = true;
		this.#asked = null;
	}

	/** What is asked needs no answer any more. */
	withdraw(): void {
		this.#asked = null;
	}

	/**
	 * Whether a digit is to be taken as the answer to the framed action; otherwise it is asked for again.
	 *
	 * @param value the action as it is rated now
	 */
	takes(score: Score, value: RatingValue): boolean {
		const doubtful = this.doubts(value) && value.score !== score;
		const takes = !doubtful || this.#asked === score;
		this.#asked = takes ? null : score;
		return takes;
	}

	/**
	 * Remembers an answer that has taken the place of another one.
	 *
	 * @param number the action's, as the screen shows it
	 */
	answered(number: number, before: RatingValue, after: RatingValue): void {
		if (before.score === after.score && before.cannotRate === after.cannotRate) return;
		this.#correction = isRated(before) && isRated(after) ? { number, before, after } : null;
	}

	/** The last answer was undone, or an undone one was given again. */
	settle(): void {
		this.#correction = null;
	}
}
