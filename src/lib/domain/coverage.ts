/** Coverage: how many of the wanted ratings exist, and what the others wait for. */
import { DAY_MS } from './day.ts';
import type { AssignmentState } from './assignment.ts';
import { isPaused, type Pause } from './participation.ts';

/** How far one rater is with one case. */
export type Cell = {
	assignmentId: number;
	state: AssignmentState;
	rated: number;
	actions: number;
};

/** Whole per cent of the actions that are rated; 100 only when all are. */
export function percent({ rated, actions }: Pick<Cell, 'rated' | 'actions'>): number {
	return actions === 0 ? 0 : Math.floor((100 * rated) / actions);
}

/** What may be said of one of the k places of a case; `unsigned` is rated, and not signed. */
export const PLACE_STATES = [
	'signed',
	'begun',
	'not-begun',
	'unsigned',
	'reopened',
	'empty'
] as const;
export type PlaceState = (typeof PLACE_STATES)[number];

/** The state of a place that somebody has. */
export function placeState({
	state,
	rated,
	actions
}: Omit<Cell, 'assignmentId'>): Exclude<PlaceState, 'empty'> {
	if (state === 'submitted') return 'signed';
	if (state === 'reopened') return 'reopened';
	if (rated === 0) return 'not-begun';
	return rated === actions ? 'unsigned' : 'begun';
}

/**
 * Why somebody's open work does not go on: the person cannot sign in, is paused, has not opened the link of the
 * invitation, has opened it and not joined, has joined and rated nothing, or has gone silent.
 */
export const HOLDS = [
	'disabled',
	'silent',
	'unopened',
	'not-joined',
	'not-begun',
	'paused'
] as const;
export type HoldKind = (typeof HOLDS)[number];

/** Milliseconds since 1970; `until` is the last day of a pause, null where it has none. */
export type Hold = { kind: HoldKind; since: number; until: number | null };

export type Working = Pause & {
	/** True for who can sign in and takes part. */
	canRate: boolean;
	/** When the account was shut, or the person left; null where neither. */
	goneAt: number | null;
	joined: boolean;
	/** When the newest link was made, and when it was first opened. */
	invitedAt: number | null;
	openedAt: number | null;
	/** When the person was last here. */
	seenAt: number | null;
	/** When the person last rated in this round; null for never. */
	ratedAt: number | null;
	/** When the oldest work that is still open was given. */
	openSince: number;
};

/**
 * What holds up the open work of a person.
 *
 * @param silentDays days without a rating after which a study calls somebody silent
 * @returns null where it is under way; nobody is held against who got work less than a day ago
 */
export function holdOf(person: Working, silentDays: number, now: number): Hold | null {
	const { openSince, ratedAt, pausedAt } = person;
	const held = (kind: HoldKind, since: number, until: number | null = null) => ({
		kind,
		since,
		until
	});
	if (!person.canRate) return held('disabled', person.goneAt ?? openSince);
	if (isPaused(person, now)) return held('paused', pausedAt!, person.pausedUntil);
	if (!person.joined && person.openedAt === null) {
		return held('unopened', person.invitedAt ?? openSince);
	}
	if (!person.joined) return held('not-joined', person.openedAt!);
	if (ratedAt === null) return now - openSince < DAY_MS ? null : held('not-begun', openSince);
	const quiet = quietSince(person);
	return daysSince(quiet, now) < silentDays ? null : held('silent', quiet);
}

/** Since when nothing was heard of a person with open work: the last rating, the last visit, or when it was given. */
export function quietSince({
	ratedAt,
	seenAt,
	openSince
}: Pick<Working, 'ratedAt' | 'seenAt' | 'openSince'>): number {
	return Math.max(ratedAt ?? 0, seenAt ?? 0, openSince);
}

/** Whole days that something has lasted. */
export function daysSince(since: number, now: number): number {
	return Math.max(0, Math.floor((now - since) / DAY_MS));
}

/** Which cases are shown. */
export const SHOWS = ['incomplete', 'complete', 'all'] as const;
export type Show = (typeof SHOWS)[number];

/** By what the places of a case can be chosen: their state, or what holds them up. */
export const PLACE_FILTERS = [
	...PLACE_STATES,
	'silent',
	'unopened',
	'not-joined',
	'paused',
	'disabled'
] as const;
export type PlaceFilter = (typeof PLACE_FILTERS)[number];

/** Rows: a case with its places. The matrix: cases down, raters across. */
export const COVERAGE_VIEWS = ['rows', 'matrix'] as const;
export type CoverageView = (typeof COVERAGE_VIEWS)[number];

/** Raters that a matrix can hold and still be read. */
export const MATRIX_RATERS = 20;

/** What a coordinator is needed for, the most urgent first. */
export const NEED_KINDS = [
	'no-cases',
	'no-raters',
	'short',
	'silent',
	'unopened',
	'not-joined',
	'not-begun',
	'paused',
	'disabled',
	'reworded',
	'reopened',
	'unsigned',
	'late',
	'not-qualified',
	'ready'
] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

/** What leaves as a file. */
export const COVERAGE_FILES = ['rows', 'matrix', 'needs', 'by-specialty', 'by-day'] as const;
export type CoverageFile = (typeof COVERAGE_FILES)[number];
