/** Boards that somebody may send answers to, and what they have sent. */
import { cut, type Page } from '#lib/domain/page.ts';
import type { SubmissionKind, SubmissionState } from '#lib/domain/submission.ts';
import type { Allowance } from '#lib/domain/submission-limit.ts';
import type { Covers } from '#lib/domain/submission-result.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import type { Actor, App } from '../../app.ts';
import { submitterOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as boards from '../../store/boards.ts';
import * as members from '../../store/members.ts';
import * as store from '../../store/submissions.ts';
import { takesSubmissions } from '../boards/index.ts';
import { allowanceOf } from './allowing.ts';
import { isThere, placeOf, type AtBoard, type Place } from './places.ts';

/** What a page about a board says of it. Times are milliseconds since 1970, UTC. */
export type BoardHead = {
	study: { slug: string; name: string; archivedAt: number | null };
	release: number;
	scheme: SchemeName;
	/** True while submissions are taken. */
	accepts: boolean;
	showsOwnResult: boolean;
	publishedAt: number | null;
	/** What is agreed to, in Markdown; '' for nothing. */
	terms: string;
	termsVersion: number;
	/** True for whoever runs the study. */
	runs: boolean;
};

export function headOf({ study, board, runs }: Place): BoardHead {
	const { slug, name, archivedAt } = study;
	const { release, scheme, showsOwnResult, publishedAt, terms, termsVersion } = board;
	const accepts = takesSubmissions(board, study);
	return {
		study: { slug, name, archivedAt },
		...{ release, scheme, accepts, showsOwnResult, publishedAt, terms, termsVersion, runs }
	};
}

/** A submission in a list: nothing of what it is worth. */
export type ListedSubmission = {
	id: number;
	/** What its versions share. */
	entry: string;
	version: number;
	kind: SubmissionKind;
	name: string;
	provider: string;
	/** Of people, how many; null for a model. */
	people: number | null;
	records: number;
	covers: Covers;
	state: SubmissionState;
	/** Why it was rejected, withdrawn, or could not be scored. */
	reason: string | null;
	createdAt: number;
	scoredAt: number | null;
	decidedAt: number | null;
};

export function listedOf(submission: store.Submission): ListedSubmission {
	const { id, entry, version, kind, name, provider, people, records, coverage } = submission;
	const { state, reason, createdAt, scoredAt, decidedAt } = submission;
	return {
		...{ id, entry, version, kind, name, provider, people, records },
		...{ covers: coverage as Covers, state, reason, createdAt, scoredAt, decidedAt }
	};
}

/**
 * Refuses whoever has nothing to do with a board, before anything is read of what they send.
 *
 * @throws Refusal as `placeOf`
 */
export async function admit(app: App, at: AtBoard): Promise<void> {
	await read(app.db, (tx) => placeOf(tx, at));
}

/** The way in to one board. */
export type Portal = {
	board: BoardHead;
	/** What can still be sent today. */
	allowed: Allowance;
	/** What whoever looks has sent, the newest first, every version of it: one page. */
	mine: Page<ListedSubmission>;
};

/** Submissions on a page of a board, and of the list of boards. */
const ROWS = 20;
const ROWS_OF_EACH = 5;

/**
 * @param page of what was sent
 * @throws Refusal as `placeOf`
 */
export function portal(app: App, at: AtBoard, page = 1): Promise<Portal> {
	return read(app.db, function* (tx) {
		const place = yield* placeOf(tx, at);
		return {
			board: headOf(place),
			allowed: yield* allowanceOf(tx, place, app.now()),
			mine: cut((yield* own(tx, place)).map(listedOf), page, ROWS)
		};
	});
}

function* own(tx: Queries, { member, board }: Place): Steps<store.Submission[]> {
	if (member === null) return [];
	return yield* store.ofMember(tx, { boardId: board.id, memberId: member.id });
}

/** Which of a list: so many at the most, after so many. */
export type Span = { limit: number; offset: number };

/**
 * Some of what was sent to a board, every version, the newest first: for those who run the study of all of it, else of
 * one's own.
 *
 * @throws Refusal as `placeOf`
 */
export function list(app: App, at: AtBoard, { limit, offset }: Span): Promise<ListedSubmission[]> {
	return read(app.db, function* (tx) {
		const place = yield* placeOf(tx, at);
		const found = place.runs
			? yield* store.ofBoard(tx, { boardId: place.board.id, limit, offset })
			: (yield* own(tx, place)).slice(offset, offset + limit);
		return found.map(listedOf);
	});
}

/** A board in the list of those that somebody may send to. */
export type ListedBoard = Pick<
	BoardHead,
	'study' | 'release' | 'scheme' | 'accepts' | 'publishedAt'
> & {
	/** What whoever looks has sent to it: the newest version of each, the newest first; some, and how many. */
	mine: ListedSubmission[];
	of: number;
};

/** The boards of every study that somebody submits to, those of the newest releases first. */
export function mine(app: App, actor: Actor & { id: number }): Promise<ListedBoard[]> {
	return read(app.db, function* (tx) {
		const found: ListedBoard[] = [];
		const memberships = yield* members.ofPerson(tx, { userId: actor.id });
		const those = memberships.filter(({ role, leftAt }) => role === 'submitter' && leftAt === null);
		for (const { studyId, slug } of those) {
			const submitter = yield* submitterOf(tx, actor, slug);
			for (const board of yield* boards.ofStudy(tx, { studyId })) {
				if (!(yield* isThere(tx, submitter, board))) continue;
				const place = { ...submitter, board, userId: actor.id };
				const sent = (yield* own(tx, place)).map(listedOf);
				const newest = sent.filter(
					({ entry }, index) => sent.findIndex((one) => one.entry === entry) === index
				);
				const { study, release, scheme, accepts, publishedAt } = headOf(place);
				found.push({
					...{ study, release, scheme, accepts, publishedAt, of: newest.length },
					mine: newest.slice(0, ROWS_OF_EACH)
				});
			}
		}
		return found;
	});
}

/** Somebody who submits to a study, and what it is called. */
export type SubmitterHead = {
	slug: string;
	name: string;
	archived: boolean;
	role: 'submitter' | 'coordinator';
	/** The newest board that takes submissions, by its release; null for none. */
	release: number | null;
};

/** @throws Refusal as `submitterOf` */
export function submitter(app: App, actor: Actor, slug: string): Promise<SubmitterHead> {
	return read(app.db, function* (tx) {
		const { study, runs } = yield* submitterOf(tx, actor, slug);
		const all = yield* boards.ofStudy(tx, { studyId: study.id });
		const open = all.find((board) => takesSubmissions(board, study));
		return {
			...{ slug: study.slug, name: study.name, archived: study.archivedAt !== null },
			...{ role: runs ? 'coordinator' : 'submitter', release: open?.release ?? null }
		};
	});
}
