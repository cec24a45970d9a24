/** The round that a change is based on, as whoever asks for the change saw it. */
import { assertUnmoved } from '../../auth/unmoved.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import type * as rounds from '../../store/rounds.ts';

export type SeenRound = { number: number; version: number };

/**
 * Refuses a change that is based on a round as it is no longer, or on one that is the newest no more.
 *
 * @param present the newest round
 * @throws Refusal ('conflict'), which says who changed or opened it and when
 */
export function* assertSeen(
	tx: Queries,
	{ studyId, number, version }: rounds.Round,
	seen: SeenRound | undefined
): Steps<void> {
	const isOther = seen !== undefined && seen.number !== number;
	yield* assertUnmoved(tx, {
		...{ studyId, subject: `round:${number}`, name: `Round ${number}` },
		...{ seen: seen?.version, version: isOther ? NaN : version }
	});
}
