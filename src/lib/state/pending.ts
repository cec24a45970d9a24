/**
 * The waiting changes of one case, as pure functions over a list. The rule that keeps a change from
 * overwriting what nobody here has seen: the first waiting change of an action always carries the version
 * it was made on; each later one gets its version when the one before it is acknowledged, and not sooner.
 */
import type { RatingValue } from '#lib/domain/rating.ts';

/** One change of one rating that the server has not acknowledged. */
export type Pending = {
	/** A UUID, the same on every try, so that a retry is never a second change. */
	operation: string;
	account: number;
	assignment: number;
	action: number;
	/** The place in the queue: a change made later has a larger number. */
	order: number;
	/** The version the change was made on; null while an earlier change of the action waits before it. */
	version: number | null;
	value: RatingValue;
	/** Milliseconds of active attention since the change before. */
	activeMs: number;
};

/** What is stored on the server now. */
export type Current = { version: number; value: RatingValue };

/** The queue in the order in which it is sent. */
export function inOrder(queue: readonly Pending[]): Pending[] {
	return [...queue].sort((a, b) => a.order - b.order);
}

/** The number for the next change: larger than all in the queue. */
export function nextOrder(queue: readonly Pending[]): number {
	return queue.reduce((largest, { order }) => Math.max(largest, order), 0) + 1;
}

/** True where a change of this action waits. */
export function waitsFor(queue: readonly Pending[], action: number): boolean {
	return queue.some((entry) => entry.action === action);
}

/** The newest waiting value of each action: what the screen shows over the server's values. */
export function overlay(queue: readonly Pending[]): Map<number, RatingValue> {
	return new Map(inOrder(queue).map(({ action, value }) => [action, value]));
}

/**
 * Takes an acknowledged change out of the queue and tells the next one of its action the new version.
 *
 * @param version the version the server gave the change
 * @returns the remaining queue, and the entry that got its version, where there is one
 */
export function acknowledge(
	queue: readonly Pending[],
	{ operation, action }: Pick<Pending, 'operation' | 'action'>,
	version: number
): { queue: Pending[]; next: Pending | null } {
	const rest = inOrder(queue).filter((entry) => entry.operation !== operation);
	const following = rest.find((entry) => entry.action === action);
	if (following === undefined || following.version !== null) return { queue: rest, next: null };
	const next = { ...following, version };
	return { queue: rest.map((entry) => (entry === following ? next : entry)), next };
}

/**
 * Puts one change, made on what the server has now, in the place of all waiting changes of an action: the
 * person chose to keep the newest of them.
 *
 * @param operation a new UUID: it is another change than those it stands for
 * @returns the new queue, the entry made and the operations it replaces
 */
export function keepMine(
	queue: readonly Pending[],
	action: number,
	current: Current,
	operation: string
): { queue: Pending[]; entry: Pending; removed: string[] } {
	const mine = inOrder(queue).filter((entry) => entry.action === action);
	const first = mine[0]!;
	const entry: Pending = {
		...first,
		operation,
		version: current.version,
		value: mine.at(-1)!.value,
		activeMs: mine.reduce((sum, { activeMs }) => sum + activeMs, 0)
	};
	return {
		queue: inOrder([...queue.filter((other) => other.action !== action), entry]),
		entry,
		removed: mine.map((other) => other.operation)
	};
}

/** Drops all waiting changes of an action: the person chose to keep what the server has. */
export function keepTheirs(
	queue: readonly Pending[],
	action: number
): { queue: Pending[]; removed: string[] } {
	return {
		queue: inOrder(queue).filter((entry) => entry.action !== action),
		removed: queue.filter((entry) => entry.action === action).map(({ operation }) => operation)
	};
}
