/** Making the board of a release. */
import { Refusal } from '#lib/domain/refusal.ts';
import { DEFAULT_SCHEME } from '#lib/scoring/score.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/boards.ts';
import * as releases from '../../store/releases.ts';
import { send } from '../errands/index.ts';

/**
 * Makes the board of a release, and asks for its baselines. The guard, and the line of the trail, are the caller's.
 *
 * @returns its id
 * @throws Refusal ('missing') for no such release; ('conflict') where it is withdrawn or has a board
 */
export function* makeBoard(
	tx: Change,
	{ studyId, release: number }: { studyId: number; release: number }
): Steps<number> {
	const release = yield* releases.headByNumber(tx, { studyId, number });
	if (release === undefined) throw new Refusal('missing', `There is no release ${number}.`);
	if (release.withdrawnAt !== null) {
		throw new Refusal('conflict', `Release ${number} is withdrawn: it gets no leaderboard.`);
	}
	if ((yield* store.byRelease(tx, { studyId, release: number })) !== undefined) {
		throw new Refusal('conflict', `Release ${number} has its leaderboard already.`);
	}
	const board = { releaseId: release.id, scheme: DEFAULT_SCHEME, createdAt: tx.by.at };
	const id = yield* store.insert(tx, board);
	yield* send(tx, { studyId, kind: 'score', asked: { board: id } });
	return id;
}
