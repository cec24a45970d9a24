/** Which cases are shown to a rater a second time, for agreement with oneself. */
import { DAY_MS } from './day.ts';
import { seeded } from '#lib/agreement/random.ts';

/** When a case that was signed may be shown again. Times in milliseconds since 1970, UTC. */
export function availableFrom(signedAt: number, gapDays: number): number {
	return signedAt + gapDays * DAY_MS;
}

/**
 * Chooses a share of a rater's cases. The same cases of the same rater in the same round give the same choice, in
 * whatever order they are given; what was chosen before stays chosen.
 *
 * @param caseIds the rater's cases in the round
 * @param already those of them that were chosen before
 * @param share per cent, 0 to 100
 * @returns the cases to show a second time: the share, rounded, of `caseIds`; more where more were chosen before
 */
export function chosenAgain(
	caseIds: readonly number[],
	{ memberId, roundId }: { memberId: number; roundId: number },
	share: number,
	already: ReadonlySet<number> = new Set()
): Set<number> {
	const wanted = Math.round((caseIds.length * share) / 100);
	const rest = caseIds
		.filter((id) => !already.has(id))
		.map((id) => ({ id, lot: lotOf(`${id}/${memberId}/${roundId}`) }))
		.sort((a, b) => a.lot - b.lot || a.id - b.id);
	const missing = Math.max(0, wanted - already.size);
	return new Set([...already, ...rest.slice(0, missing).map(({ id }) => id)]);
}

/** A number that looks drawn by lot, and is the same for the same name: FNV-1a, stirred once more. */
function lotOf(name: string): number {
	let hash = 0x811c9dc5;
	for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
	return seeded(hash)();
}
