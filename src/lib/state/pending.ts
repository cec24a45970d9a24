/**
 * The waiting changes of one case, as pure functions over a list. The rule that keeps a change from
 * overwriting what nobody here has seen: the first waiting change of an action always carries the version
 * it was made on; each later one gets its version when the one before it is acknowledged, and not sooner.
 */
import { MAX_SAVES, type RatingValue } from '#lib/domain/rating.ts';

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
	/** The version of the study's words on the screen; unknown for one that waits since before this was kept. */
	words?: number;
};

/** A change that is on the server's disk, and the version it has there. */
export type Acknowledged = { entry: Pending; version: number };

/** What is stored on the server now. */
export type Current = { version: number; value: RatingValue };

/** The queue in the order in which it is sent. */
export function inOrder(queue: readonly Pending[]): Pending[] {
	return [...queue].sort((a, b) => a.order - b.order);
}

/**
 * A new change as the last of a queue.
 *
 * @param known the version of its action's rating on the server, as far as this page knows
 */
export function asLast(
	queue: readonly Pending[],
	change: Omit<Pending, 'order' | 'version'>,
	known: number
): Pending {
	const waits = queue.some(({ action }) => action === change.action);
	const largest = queue.reduce((order, other) => Math.max(order, other.order), 0);
	return { ...change, order: largest + 1, version: waits ? null : known };
}

/**
 * What goes in the next request: the first of the queue, in order, and nothing of an action that waits for
 * a person.
 *
 * @param isHeld whether an action waits for a person
 * @param known what is known of the server's ratings
 */
export function nextBatch(
	queue: readonly Pending[],
	isHeld: (action: number) => boolean,
	known: { version(action: number): number }
): Pending[] {
	const seen = new Set<number>();
	return inOrder(queue)
		.filter(({ action }) => !isHeld(action))
		.slice(0, MAX_SAVES)
		.map((entry) => {
			const isFirst = !seen.has(entry.action);
			seen.add(entry.action);
			// Only a crash of two tabs at once can leave a first change without its version.
			return isFirst && entry.version === null
				? { ...entry, version: known.version(entry.action) }
				: entry;
		});
}

/** The newest waiting value of each action: what the screen shows over the server's values. */
export function overlay(queue: readonly Pending[]): Map<number, RatingValue> {
	return new Map(inOrder(queue).map(({ action, value }) => [action, value]));
}

/**
 * Takes acknowledged changes out of the queue, and tells the next change of each action the new version.
 *
 * @param acknowledged in the order in which the server took them
 * @returns the remaining queue, and the entries in it that got their version
 */
export function acknowledge(
	queue: readonly Pending[],
	acknowledged: readonly Acknowledged[]
): { queue: Pending[]; changed: Pending[] } {
	let rest = inOrder(queue);
	for (const { entry, version } of acknowledged) {
		rest = rest.filter(({ operation }) => operation !== entry.operation);
		const following = rest.findIndex(({ action }) => action === entry.action);
		if (rest[following]?.version === null) {
			rest = rest.with(following, { ...rest[following], version });
		}
	}
	return { queue: rest, changed: rest.filter((entry) => !queue.includes(entry)) };
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
