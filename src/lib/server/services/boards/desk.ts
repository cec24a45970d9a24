/** A study's leaderboards as those who run it look at them: how a board is set, what waits for a decision, what is on it. */
import { placeOf, type Page } from '#lib/domain/page.ts';
import type { Figured, SubmissionKind, SubmissionState } from '#lib/domain/submission.ts';
import type { Covers } from '#lib/domain/submission-result.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import type { Actor, App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/boards.ts';
import * as releases from '../../store/releases.ts';
import * as heads from '../../store/submission-heads.ts';
import * as users from '../../store/users.ts';
import { humanLineOf } from './head.ts';

/** A submission as a list shows it. Times are milliseconds since 1970, UTC. */
export type ListedSubmission = {
	id: number;
	version: number;
	kind: SubmissionKind;
	name: string;
	provider: string;
	about: string;
	/** Of people, how many; null for a system. */
	people: number | null;
	state: SubmissionState;
	/** Why it was rejected, withdrawn or could not be scored. */
	reason: string | null;
	/** Who sent it; null for the command line and for Primum's own. */
	sender: string | null;
	/** True where a program sent it. */
	byProgram: boolean;
	createdAt: number;
	decision: { by: string | null; at: number } | null;
	/** By the scheme of the board; null where it is not scored. */
	headline: Figured | null;
	harmRate: Figured | null;
};

/** One that waits for a decision, with what that takes. */
export type WaitingSubmission = ListedSubmission & {
	records: number;
	covers: Covers;
	/** The versions before it, the newest first. */
	earlier: { version: number; state: SubmissionState; createdAt: number }[];
};

/** Names of a scheme's metrics. */
type Metrics = { headline: string; harmRate: string };

export type BoardSettings = Pick<
	store.PlacedBoard,
	| 'release'
	| 'version'
	| 'scheme'
	| 'accepts'
	| 'showsOwnResult'
	| 'dailyLimit'
	| 'terms'
	| 'termsVersion'
>;

export type DeskBoard = BoardSettings & {
	withdrawn: boolean;
	published: { at: number; by: string | null } | null;
	/** The submission of people whose figure is drawn as a line: one of `people`; null for none. */
	humanLine: number | null;
	people: { id: number; name: string }[];
	metrics: Metrics;
	counts: Partial<Record<SubmissionState, number>>;
	waiting: Page<WaitingSubmission>;
	entries: Page<ListedSubmission>;
};

export type BoardDesk = {
	/** The newest first. */
	releases: { number: number; withdrawn: boolean; hasBoard: boolean }[];
	/** Null where the release has none. */
	board: DeskBoard | null;
};

const WAITING_SHOWN = 10;
const ENTRIES_SHOWN = 40;

/** Pages of the two lists, from 1. */
type Pages = { waiting: number; entries: number };

/**
 * What there is to set and to decide on, for those who run the study.
 *
 * @param asked the number of a release; 0 for that of the newest board
 */
export function desk(
	app: App,
	actor: Actor,
	slug: string,
	{ release: asked, ...pages }: Pages & { release: number }
): Promise<BoardDesk> {
	return read(app.db, function* (tx) {
		const study = yield* keeperOf(tx, actor, slug);
		const boards = yield* store.ofStudy(tx, { studyId: study.id });
		const all = yield* releases.headsOfStudy(tx, { studyId: study.id });
		const has = new Set(boards.map(({ release }) => release));
		const listed = all.map(({ number, withdrawnAt }) => ({
			...{ number, withdrawn: withdrawnAt !== null, hasBoard: has.has(number) }
		}));
		const board = asked === 0 ? boards[0] : boards.find(({ release }) => release === asked);
		if (board === undefined) return { releases: listed, board: null };
		return { releases: listed, board: yield* laidOut(tx, board, pages) };
	});
}

function* laidOut(tx: Queries, board: store.PlacedBoard, pages: Pages): Steps<DeskBoard> {
	const { id: boardId, release, version, scheme, accepts, showsOwnResult } = board;
	const { dailyLimit, terms, termsVersion, publishedAt, publishedBy } = board;
	const { headline, harmRate } = schemeOf(scheme);
	const counts = yield* heads.countByState(tx, { boardId });
	const people = yield* heads.people(tx, { boardId });
	const byState = Object.fromEntries(counts.map(({ state, n }) => [state, n]));
	const wanted = { boardId, scheme, headline, harmRate };
	const first = placeOf(byState.waiting ?? 0, pages.waiting, WAITING_SHOWN);
	const entries = (yield* heads.countEntries(tx, { boardId }))!.n;
	const second = placeOf(entries, pages.entries, ENTRIES_SHOWN);
	const undecided = yield* heads.waiting(tx, {
		...{ ...wanted, limit: WAITING_SHOWN, offset: first.from }
	});
	const shown = yield* heads.entries(tx, {
		...{ ...wanted, limit: ENTRIES_SHOWN, offset: second.from }
	});
	const versions = yield* heads.versionsOf(
		tx,
		undecided.filter((one) => one.version > 1).map(({ entry }) => entry)
	);
	const names = yield* namesOf(tx, [
		...[...undecided, ...shown].flatMap(({ userId, decidedBy }) => [userId, decidedBy]),
		publishedBy
	]);
	return {
		...{ release, version, scheme, accepts, showsOwnResult, dailyLimit, terms, termsVersion },
		withdrawn: board.withdrawn !== null,
		published: publishedAt === null ? null : { at: publishedAt, by: names(publishedBy) },
		humanLine: (yield* humanLineOf(tx, board))?.id ?? null,
		people: people.map(({ id, name }) => ({ id, name })),
		metrics: { headline, harmRate },
		counts: byState,
		waiting: {
			...{ page: first.page, pages: first.pages, of: byState.waiting ?? 0 },
			rows: undecided.map((one) => ({
				...listedOf(one, names),
				...{ records: one.records, covers: one.coverage as Covers },
				earlier: versions
					.filter(({ entry, version: of }) => entry === one.entry && of < one.version)
					.map(({ version: of, state, createdAt }) => ({ version: of, state, createdAt }))
			}))
		},
		entries: {
			...{ page: second.page, pages: second.pages, of: entries },
			rows: shown.map((one) => listedOf(one, names))
		}
	};
}

type Names = (userId: number | null) => string | null;

function listedOf(one: heads.Listed, names: Names): ListedSubmission {
	const { id, version, kind, name, provider, about, people, state, reason, createdAt } = one;
	return {
		...{ id, version, kind, name, provider, about, people, state, reason, createdAt },
		...{ sender: names(one.userId), byProgram: one.tokenId !== null },
		...{ headline: one.headline, harmRate: one.harmRate },
		decision: one.decidedAt === null ? null : { by: names(one.decidedBy), at: one.decidedAt }
	};
}

function* namesOf(tx: Queries, ids: readonly (number | null)[]): Steps<Names> {
	const known = [...new Set(ids.filter((id) => id !== null))];
	const found = known.length === 0 ? [] : yield* users.byIds(tx, known);
	const names = new Map(found.map(({ id, name }) => [id, name]));
	return (id) => (id === null ? null : (names.get(id) ?? null));
}
