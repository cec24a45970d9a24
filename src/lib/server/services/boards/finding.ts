/** Which boards whoever asks may see. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/boards.ts';
import * as studies from '../../store/studies.ts';
import type { Study } from '../../store/studies.ts';

/** Who asks for which board: null for somebody who is not signed in, and for the newest one. */
export type Asking = { actor: Actor | null; slug: string; release: number | null };

export type Found = {
	study: Study;
	board: store.PlacedBoard;
	/** The releases whose boards may be seen, the newest first. */
	releases: number[];
};

/**
 * A board that everyone may see, or that whoever asks may because they run or observe the study.
 *
 * @throws Refusal ('missing') where there is none, or none for them
 */
export function* boardFor(tx: Queries, { actor, slug, release }: Asking): Steps<Found> {
	const isWatcher = yield* watches(tx, actor, slug);
	const study = yield* studies.bySlug(tx, { slug });
	if (study === undefined) throw noBoard(slug, release);
	const boards = yield* (isWatcher ? store.ofStudy : store.publishedOf)(tx, {
		studyId: study.id
	});
	const isNewest = (one: store.PlacedBoard) => one.publishedAt !== null || !boards.some(isShown);
	const board = boards.find((one) => (release === null ? isNewest(one) : one.release === release));
	if (board === undefined) throw noBoard(slug, release);
	return { study, board, releases: boards.map((one) => one.release) };
}

const isShown = ({ publishedAt }: store.PlacedBoard) => publishedAt !== null;

function* watches(tx: Queries, actor: Actor | null, slug: string): Steps<boolean> {
	if (actor === null) return false;
	try {
		yield* watcherOf(tx, actor, slug);
		return true;
	} catch (error) {
		if (error instanceof Refusal) return false;
		throw error;
	}
}

const noBoard = (slug: string, release: number | null) =>
	new Refusal(
		'missing',
		release === null
			? `There is no leaderboard of "${slug}" that everyone may see.`
			: `There is no leaderboard of release ${release} of "${slug}" that everyone may see.`
	);
