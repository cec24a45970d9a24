/** The list of studies: those that somebody has to do with, how each stands, and what it waits for. */
import { cut, type Page } from '#lib/domain/page.ts';
import type { Role } from '#lib/domain/study.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as standings from '../../store/standings.ts';
import * as store from '../../store/studies.ts';
import { toRuleFor } from './studies.ts';

export type StudyInList = {
	slug: string;
	name: string;
	role: Role | 'administrator';
	/** Milliseconds since 1970, UTC; null for one that is in use. */
	archivedAt: number | null;
};

type Head = store.StudyHead & Pick<StudyInList, 'role'>;

/** The studies that somebody is in, archived ones among them; an administrator sees all. */
export function list(app: App, actor: Actor): Promise<StudyInList[]> {
	return read(app.db, function* (tx) {
		const found = yield* visible(tx, actor);
		return found.map(({ slug, name, role, archivedAt }) => ({ slug, name, role, archivedAt }));
	});
}

/** A study whose figures and releases somebody may look at. */
export type WatchedStudy = Omit<StudyInList, 'role'> & {
	role: 'coordinator' | 'observer' | 'administrator';
};

const WATCH: readonly StudyInList['role'][] = ['coordinator', 'observer', 'administrator'];

/** Those of the list whose figures and releases whoever asks may look at. */
export async function watched(app: App, actor: Actor): Promise<WatchedStudy[]> {
	return (await list(app, actor)).filter((study): study is WatchedStudy =>
		WATCH.includes(study.role)
	);
}

/**
 * One of them.
 *
 * @throws Refusal ('missing') or ('forbidden')
 */
export function watchedOne(app: App, actor: Actor, slug: string): Promise<WatchedStudy> {
	return read(app.db, function* (tx) {
		const { study, role } = yield* watcherOf(tx, actor, slug);
		const { name, archivedAt } = study;
		return { slug, name, archivedAt, role: role as WatchedStudy['role'] };
	});
}

function* visible(tx: Queries, actor: Actor): Steps<Head[]> {
	const seen = yield* headsFor(tx, actor);
	const { onlyIn } = actor;
	return onlyIn === undefined ? seen : seen.filter(({ id }) => id === onlyIn);
}

function* headsFor(tx: Queries, { id: userId, isAdmin }: Actor): Steps<Head[]> {
	const mine = userId === null ? [] : yield* store.headsOfUser(tx, { userId });
	if (!isAdmin) return mine;
	const roles = new Map(mine.map(({ id, role }) => [id, role]));
	return (yield* store.heads(tx)).map((study) => ({
		...study,
		role: roles.get(study.id) ?? ('administrator' as const)
	}));
}

/** What somebody has to do with studies as a whole. */
export type Part = {
	/** Rates in a study that is not archived. */
	rates: boolean;
	/** Sends answers to be scored. */
	submits: boolean;
	/** Has something else to see. */
	runs: boolean;
};

export async function partIn(app: App, actor: Actor): Promise<Part> {
	const mine = await list(app, actor);
	return {
		rates: mine.some(({ role, archivedAt }) => role === 'rater' && archivedAt === null),
		submits: mine.some(({ role }) => role === 'submitter'),
		runs: actor.isAdmin || mine.some(({ role }) => role !== 'rater' && role !== 'submitter')
	};
}

export type ListedStudy = StudyInList & {
	synthetic: boolean;
	round: { number: number; dueAt: number | null; lockedAt: number | null };
	cases: number;
	raters: number;
	/** Cases given to raters in its round, and those of them that are signed. */
	given: number;
	signed: number;
	/** Cases that wait for whoever looks, and actions that wait for a ruling of theirs. */
	mine: number;
	toRule: number;
};

export type StudiesPage = {
	/** Of those that match: how many are in use, and how many archived. */
	counts: { current: number; archived: number };
	studies: Page<ListedStudy>;
	/** Those that are being made for whoever looks, with the cases they have so far. */
	making: { slug: string; name: string; cases: number }[];
	/** Milliseconds since 1970, UTC. */
	now: number;
};

const ROWS = 25;

/** A page of the list. */
export function listPage(
	app: App,
	actor: Actor,
	{ archived, find, page }: { archived: boolean; find: string; page: number }
): Promise<StudiesPage> {
	const now = app.now();
	const wanted = find.trim().toLowerCase();
	return read(app.db, function* (tx) {
		const found = (yield* visible(tx, actor)).filter(
			({ slug, name }) => slug.includes(wanted) || name.toLowerCase().includes(wanted)
		);
		const shelved = found.filter(({ archivedAt }) => archivedAt !== null);
		const current = found.filter(({ archivedAt }) => archivedAt === null);
		const shown = cut(archived ? shelved : current, page, ROWS);
		const rows = yield* described(tx, shown.rows, actor.id, now);
		const making = actor.id === null ? [] : yield* store.unbornOf(tx, { userId: actor.id });
		return {
			counts: { current: current.length, archived: shelved.length },
			studies: { ...shown, rows },
			making: making.map(({ slug, name, cases }) => ({ slug, name, cases })),
			now
		};
	});
}

function* described(
	tx: Queries,
	heads: readonly Head[],
	userId: number | null,
	now: number
): Steps<ListedStudy[]> {
	if (heads.length === 0) return [];
	const standing = yield* standings.ofStudies(
		tx,
		heads.map(({ id }) => id)
	);
	const roundIds = [...standing.values()].map(({ round }) => round.id);
	const open = userId === null ? new Map() : yield* standings.openOf(tx, { userId, roundIds, now });
	const toRule = new Map<number, number>();
	for (const head of heads) {
		if (head.role !== 'coordinator' && head.role !== 'adjudicator') continue;
		toRule.set(head.id, (yield* toRuleFor(tx, head, userId)) ?? 0);
	}
	return heads.map(({ id, slug, name, role, archivedAt, synthetic }) => {
		const { round, cases, raters, given, signed } = standing.get(id)!;
		// A rater learns nothing of what the others have done, and a submitter nothing of the study.
		const learnsNothing = role === 'rater' || role === 'submitter';
		const figures = learnsNothing ? NOTHING : { cases, raters, given, signed };
		return {
			...{ slug, name, role, archivedAt, synthetic, ...figures },
			round: { number: round.number, dueAt: round.dueAt, lockedAt: round.closedAt },
			mine: role === 'rater' && round.closedAt === null ? (open.get(round.id) ?? 0) : 0,
			toRule: toRule.get(id) ?? 0
		};
	});
}

const NOTHING = { cases: 0, raters: 0, given: 0, signed: 0 };
