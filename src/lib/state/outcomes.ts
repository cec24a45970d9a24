/** What the outcomes of a request mean for the changes that were in it. */
import { sameValue } from '#lib/domain/rating.ts';
import type { Acknowledged, Pending } from './pending.ts';
import type { Outcome } from './transport.ts';
import type { Held } from './trouble.ts';

export type Sorted = {
	/** On the server's disk, in the order in which it took them. */
	saved: Acknowledged[];
	held: Held[];
	/** Why nothing more can be sent just now; null where it can. */
	pause: Extract<Outcome, { kind: 'later' | 'signed-out' }> | null;
};

/**
 * Sorts the changes of a request by what came of them. Of one action nothing counts after the first change
 * that was not saved: what waits behind it is settled with it.
 *
 * @param batch the changes as they were sent
 * @param outcomes one for each of them
 */
export function sortOut(batch: readonly Pending[], outcomes: readonly Outcome[]): Sorted {
	const sorted: Sorted = { saved: [], held: [], pause: null };
	const over = new Set<number>();
	for (const [index, entry] of batch.entries()) {
		if (over.has(entry.action)) continue;
		const outcome = outcomes[index]!;
		const version = savedAs(entry, outcome);
		if (version !== null) {
			sorted.saved.push({ entry, version });
			continue;
		}
		over.add(entry.action);
		if (outcome.kind === 'later' || outcome.kind === 'signed-out') sorted.pause ??= outcome;
		else if (outcome.kind === 'conflict' || outcome.kind === 'refused') {
			sorted.held.push({ ...outcome, entry });
		}
	}
	return sorted;
}

/** Where the server has the same value by another way there is nothing to decide. */
function savedAs({ value }: Pending, outcome: Outcome): number | null {
	if (outcome.kind === 'saved') return outcome.version;
	if (outcome.kind !== 'conflict' || !sameValue(value, outcome.current.value)) return null;
	return outcome.current.version;
}
