/** When the answers of a round were first given: how many each member gave in each hour. */

const HOUR_MS = 60 * 60 * 1000;

/** The hour of what nobody knows the time of. */
export const NO_HOUR = 0;

/** The hour of a moment, counted from 1970 in UTC; NO_HOUR for one before: no time that a file says so is one. */
export function hourOf(at: number): number {
	return Math.max(NO_HOUR, Math.floor(at / HOUR_MS));
}

/** Answers of one member in one hour. */
export type Entry = { hour: number; memberId: number; answers: number };

export class Ledger {
	readonly #hours = new Map<number, Map<number, number>>();

	/** Notes an answer, or takes one back. */
	add(hour: number, memberId: number, answers: 1 | -1): void {
		const ofHour = this.#hours.get(hour) ?? new Map<number, number>();
		this.#hours.set(hour, ofHour);
		const sum = (ofHour.get(memberId) ?? 0) + answers;
		if (sum === 0) ofHour.delete(memberId);
		else ofHour.set(memberId, sum);
		if (ofHour.size === 0) this.#hours.delete(hour);
	}

	/** Every hour in which a member gave answers, in no order; NO_HOUR among them. */
	*entries(): Generator<Entry> {
		for (const [hour, ofHour] of this.#hours) {
			for (const [memberId, answers] of ofHour) yield { hour, memberId, answers };
		}
	}
}
