/**
 * Raters by position. Which of them is A is another one on each action and the same at each visit: the order is that
 * of a hash of the action and the rater, and no id of either rater or rating leaves the server.
 */
import { sha256 } from '../../auth/secrets.ts';

/** Those given, in an order that only says which of them it is within this action. */
export function shuffled<T>(actionId: number, all: readonly T[], idOf: (one: T) => number): T[] {
	return all
		.map((one) => ({ one, at: sha256(`position ${actionId} ${idOf(one)}`) }))
		.sort((a, b) => (a.at < b.at ? -1 : 1))
		.map(({ one }) => one);
}

/** A, B, ... Z, A2, B2, ... */
export function positionName(index: number): string {
	const turn = Math.floor(index / 26);
	return `${String.fromCharCode(65 + (index % 26))}${turn === 0 ? '' : turn + 1}`;
}
