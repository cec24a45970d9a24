/** An adjudicator's queue: what is to rule, what is ruled, and about how long the rest takes. */
import { gapsOf, secondsAnAnswer } from '#lib/domain/pace.ts';
import { cut, placeOf, type Page } from '#lib/domain/page.ts';
import type { RulingStanding } from '#lib/domain/ruling.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { Around } from '#lib/domain/to-rule.ts';
import type { Actor, App } from '../../app.ts';
import { adjudicatorOf, type Adjudicator } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { panelOf } from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import type { Whose } from '../../store/rulings-due.ts';
import { queueOf, type Entry, type QueuedCase } from './order.ts';

/** A case of the queue, as its list shows it. */
export type ListedCase = Omit<QueuedCase, 'entries'> & {
	/** Actions that wait, and all that are or were this person's. */
	open: number;
	of: number;
	/** The widest range of scores among those that wait; null where nothing waits or has two scores. */
	range: number | null;
	/** Actions on which adjudicators differ. */
	apart: number;
	/** The action to begin with. */
	first: number;
};

/** One of this person's rulings. */
export type OwnRuling = {
	actionId: number;
	externalId: string;
	number: number;
	text: string;
	score: Score;
	reason: string;
	at: number;
	state: RulingStanding['state'];
};

export type Queue = {
	ruled: number;
	of: number;
	/** Seconds that the rest takes at this person's own pace; null where too little is known of it. */
	secondsLeft: number | null;
	/** The action to go on with; null where nothing waits. */
	next: number | null;
	/** How many adjudicators have to give the same score. */
	rulingsWanted: number;
	cases: Page<ListedCase>;
	/** The newest first. */
	rulings: Page<OwnRuling>;
};

/** Cases, and rulings, on one page. */
const ROWS = 25;

/** A longer time than this between two rulings was a break. */
const BREAK_MS = 15 * 60_000;

/** Which page of each list is shown. */
export type Pages = { page?: number; rulings?: number };

/**
 * What waits for an adjudicator, the case with the worst action first, and what this person has ruled.
 *
 * @throws Refusal for whoever does not rule in the study
 */
export async function queue(
	app: App,
	actor: Actor,
	slug: string,
	pages: Pages = {}
): Promise<Queue> {
	const adjudicator = await read(app.db, (tx) => adjudicatorOf(tx, actor, slug));
	return app.crew.ask(listed, { whose: whoseOf(adjudicator), pages });
}

/** Whose queue it is. */
export function whoseOf({ study, member }: Adjudicator): Whose {
	const { userId, id: memberId } = member;
	return { studyId: study.id, userId, memberId, wanted: study.rulingsWanted };
}

type Listing = { whose: Whose; pages: Pages };

const listed = task(
	'adjudicating.queue',
	'figures',
	async (app, { whose, pages }: Listing): Promise<Queue> => {
		const panel = await panelOf(app, whose.studyId);
		return read(app.db, function* (tx) {
			const cases = yield* queueOf(tx, panel, whose);
			const counts = yield* countsOf(tx, cases, whose);
			const open = cases.filter(({ entries }) => entries.some((entry) => entry.open));
			const shown = cut(open, pages.page ?? 1, ROWS);
			return {
				...counts,
				next: firstOpen(cases)?.actionId ?? null,
				rulingsWanted: whose.wanted,
				cases: { ...shown, rows: shown.rows.map(asListed) },
				rulings: yield* ownRulings(tx, whose, pages.rulings ?? 1)
			};
		});
	}
);

function asListed({ externalId, specialty, entries }: QueuedCase): ListedCase {
	const open = entries.filter((entry) => entry.open);
	const ranges = open.flatMap(({ scores }) => rangeOf(scores) ?? []);
	return {
		...{ externalId, specialty, open: open.length, of: entries.length },
		range: ranges.length === 0 ? null : Math.max(...ranges),
		apart: open.filter(({ apart }) => apart).length,
		first: open[0]!.actionId
	};
}

function rangeOf(scores: readonly number[]): number | null {
	return scores.length < 2 ? null : scores.at(-1)! - scores[0]!;
}

/**
 * The action to go on with after another one; null where nothing waits any more.
 *
 * @throws Refusal for whoever does not rule in the study
 */
export async function nextAfter(
	app: App,
	actor: Actor,
	slug: string,
	actionId: number
): Promise<number | null> {
	const adjudicator = await read(app.db, (tx) => adjudicatorOf(tx, actor, slug));
	const { nextOpen } = await around(app, whoseOf(adjudicator), actionId);
	return nextOpen;
}

/** Where an action stands in the queue of the person who looks at it. */
export function around(app: App, whose: Whose, actionId: number): Promise<Around> {
	return app.crew.ask(placed, { whose, actionId });
}

const placed = task(
	'adjudicating.around',
	'figures',
	async (app, { whose, actionId }: { whose: Whose; actionId: number }): Promise<Around> => {
		const panel = await panelOf(app, whose.studyId);
		return read(app.db, function* (tx) {
			const cases = yield* queueOf(tx, panel, whose);
			const counts = yield* countsOf(tx, cases, whose);
			const newest = yield* adjudications.listOf(tx, { ...whose, from: 0, limit: 1 });
			return { ...counts, ...placeIn(cases, actionId), last: newest[0]?.actionId ?? null };
		});
	}
);

function placeIn(
	cases: readonly QueuedCase[],
	actionId: number
): Pick<Around, 'chips' | 'previous' | 'next' | 'nextOpen' | 'nextCase'> {
	const at = cases.findIndex(({ entries }) => entries.some((one) => one.actionId === actionId));
	const all = cases.flatMap(({ entries }) => entries);
	const place = all.findIndex((one) => one.actionId === actionId);
	const later =
		cases.slice(at + 1).find(hasOpen) ?? cases.find((one, i) => i !== at && hasOpen(one));
	const nextOpen = [...all.slice(place + 1), ...all.slice(0, Math.max(0, place))].find(
		({ open }) => open
	);
	return {
		chips: (cases[at]?.entries ?? []).map(({ actionId: id, number, score, open }) => ({
			...{ actionId: id, number, score, open }
		})),
		previous: all[place - 1]?.actionId ?? null,
		next: place === -1 ? null : (all[place + 1]?.actionId ?? null),
		nextOpen: nextOpen?.actionId ?? null,
		nextCase:
			later === undefined
				? null
				: { externalId: later.externalId, open: later.entries.filter(({ open }) => open).length }
	};
}

const hasOpen = ({ entries }: QueuedCase) => entries.some(({ open }) => open);

function firstOpen(cases: readonly QueuedCase[]): Entry | undefined {
	return cases.flatMap(({ entries }) => entries).find(({ open }) => open);
}

function* countsOf(
	tx: Queries,
	cases: readonly QueuedCase[],
	{ studyId, userId }: Whose
): Steps<Pick<Queue, 'ruled' | 'of' | 'secondsLeft'>> {
	const all = cases.flatMap(({ entries }) => entries);
	const left = all.filter(({ open }) => open).length;
	const times = (yield* adjudications.times(tx, { studyId })).filter(
		(one) => one.userId === userId
	);
	const seconds = paceOf(times.map(({ at }) => at));
	const secondsLeft = seconds === null ? null : Math.round(seconds * left);
	return { ruled: all.length - left, of: all.length, secondsLeft };
}

/**
 * Seconds that somebody takes for a ruling.
 *
 * @param times when the rulings were given, in milliseconds since 1970
 * @returns null where too little is known of it
 */
export function paceOf(times: readonly number[]): number | null {
	return secondsAnAnswer(gapsOf(times, BREAK_MS));
}

function* ownRulings(
	tx: Queries,
	{ studyId, userId, wanted }: Whose,
	asked: number
): Steps<Page<OwnRuling>> {
	const { rulings: of } = (yield* adjudications.countOf(tx, { studyId, userId }))!;
	const { page, pages, from } = placeOf(of, asked, ROWS);
	const found = yield* adjudications.listOf(tx, { studyId, userId, from, limit: ROWS });
	const rows: OwnRuling[] = [];
	for (const { actionId, externalId, number, text, score, reason, createdAt } of found) {
		const given = yield* adjudications.ofAction(tx, { actionId });
		const { state } = adjudications.standingsIn(given, wanted).get(actionId)!;
		rows.push({ actionId, externalId, number, text, score, reason, at: createdAt, state });
	}
	return { rows, page, pages, of };
}
