/** One submission as its sender sees it, and those who run the study: how it stands, and what it is worth. */
import { coarsely } from '#lib/domain/coarse.ts';
import type { Errand } from '#lib/domain/errand.ts';
import type { Figured, SubmissionState } from '#lib/domain/submission.ts';
import { whyHidden, type Covers, type Hidden } from '#lib/domain/submission-result.ts';
import type { Metric, SchemeName } from '#lib/scoring/scheme.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as scores from '../../store/submission-scores.ts';
import * as store from '../../store/submissions.ts';
import { scoringOf } from '../errands/index.ts';
import { headOf, type BoardHead, type ListedSubmission, listedOf } from './listing.ts';
import { isOwn, submissionAt, type AtBoard, type Place } from './places.ts';

/** A figure of all cases, or of all that are open; never of a smaller part of the set. */
export type Total = Pick<Metric, 'name' | 'meaning' | 'better'> & Figured;

/** What it is worth under the scheme of the board. */
export type OwnResult = {
	scheme: SchemeName;
	schemeVersion: number;
	/** The metric that it is first judged by. */
	headline: string;
	/** `open`: held-out cases were answered, and are not in the totals. */
	over: 'all' | 'open';
	totals: Total[];
};

/** A version of it. Times are milliseconds since 1970, UTC. */
export type Version = {
	id: number;
	version: number;
	state: SubmissionState;
	reason: string | null;
	createdAt: number;
};

export type ShownSubmission = ListedSubmission & {
	about: string;
	form: 'judge' | 'forced-choice';
	fileName: string;
	bytes: number;
	sha256: string;
	/** The version of the terms that were agreed to; null where there were none. */
	termsVersion: number | null;
	board: BoardHead;
	/** True for whoever can withdraw it. */
	isOwn: boolean;
	/** Itself among them, the newest first. */
	versions: Version[];
	/** The job that scores it; null once nobody remembers it. */
	errand: Errand | null;
	result: OwnResult | null;
	/** Why there is none; null where there is one. */
	hidden: Hidden | null;
};

/** @throws Refusal as `submissionAt` */
export function show(app: App, at: AtBoard, id: number): Promise<ShownSubmission> {
	return read(app.db, function* (tx) {
		const { place, submission } = yield* submissionAt(tx, at, id);
		const versions = yield* store.ofEntry(tx, submission);
		const hidden = hiddenFrom(place, submission);
		const result = hidden === null ? yield* resultOf(tx, place, submission) : null;
		const { about, form, fileName, bytes, sha256, termsVersion } = submission;
		return {
			...listedOf(submission),
			...{ about, form, fileName, bytes, sha256, termsVersion },
			board: headOf(place),
			isOwn: isOwn(place, submission),
			versions: versions.map((one) => ({
				...{ id: one.id, version: one.version, state: one.state },
				...{ reason: one.reason, createdAt: one.createdAt }
			})),
			errand: yield* scoringOf(tx, { studyId: place.study.id, submission: id }),
			result,
			hidden: result === null ? (hidden ?? whyNone(submission)) : null
		};
	});
}

function hiddenFrom({ runs, board }: Place, { state, coverage }: store.Submission): Hidden | null {
	const why = whyHidden({
		state,
		covers: coverage as Covers,
		showsOwnResult: board.showsOwnResult,
		isPublished: board.publishedAt !== null
	});
	return runs && why !== 'none' ? null : why;
}

/** Scores from before open cases had totals of their own have nothing to show to a sender. */
const whyNone = ({ coverage }: store.Submission): Hidden =>
	(coverage as Covers).heldOut > 0 ? 'held-out' : 'none';

/**
 * What somebody may see of its worth. All cases are counted for those who run the study; for others once everyone
 * sees it, as exactly as everyone does.
 */
function* resultOf(
	tx: Queries,
	{ runs, board }: Place,
	{ id: submissionId, state, coverage }: store.Submission
): Steps<OwnResult | null> {
	const { scheme } = board;
	const { metrics, headline, version } = schemeOf(scheme);
	const found = yield* scores.ofSubmission(tx, { submissionId, scheme });
	if (found === undefined) return null;
	const { aggregate, open } = found.figures;
	const answersHeldOut = (coverage as Covers).heldOut > 0;
	const isPublic = state === 'approved' && board.publishedAt !== null;
	const over = answersHeldOut && !runs && !isPublic ? 'open' : 'all';
	const figures = over === 'open' ? open : aggregate;
	if (figures === undefined) return null;
	const seen = answersHeldOut && over === 'all' && !runs ? coarsely(figures) : figures;
	const totals = metrics.flatMap(({ name, meaning, better }): Total[] => {
		const figure = seen[name];
		return figure === undefined ? [] : [{ name, meaning, better, ...figure }];
	});
	return { scheme, schemeVersion: found.schemeVersion ?? version, headline, over, totals };
}
