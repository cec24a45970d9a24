/** What a coordinator is needed for, grouped by kind, the most urgent kind first. */
import { DAY_MS } from '#lib/domain/day.ts';
import { NEED_KINDS, type HoldKind, type NeedKind } from '#lib/domain/coverage.ts';
import { expectedOf, isKnown } from '#lib/domain/pace.ts';
import { standingIn } from '../qualifying/index.ts';
import { isComplete } from './selection.ts';
import type { CaseRow, Place, Rater, Survey } from './survey.ts';

/** One person, one case, or one person's place in a case. */
export type NeedItem = {
	memberId: number | null;
	rater: string | null;
	externalId: string | null;
	/** Ratings that wait for it. */
	left: number;
	/** Milliseconds since 1970; `until` is when a pause ends, or when somebody late will be done. */
	since: number | null;
	until: number | null;
};

export type Need = {
	kind: NeedKind;
	count: number;
	/** Since when the oldest of them waits; null where that says nothing. */
	since: number | null;
	/** The first of them: those that most waits for. */
	first: NeedItem[];
	/** The members it is about, as many as a reminder takes at once. */
	members: number[];
};

export type Needs = {
	kinds: Need[];
	/** Ratings that are missing, and those of them that wait for somebody who does not go on, or for nobody. */
	missing: number;
	waiting: { ratings: number; people: number; places: number; kinds: number };
	/** Raters with work who are in none of the kinds. */
	onPace: number;
};

/** As many as a glance takes in. */
const SHOWN = 3;

/** As many as an address can name. */
const MOST_MEMBERS = 100;

/** Less than this after the last rating, somebody may just be about to sign. */
const SIGNS_WITHIN_MS = DAY_MS;

/** Kinds that say for what missing ratings wait. */
const WAITED_FOR: readonly NeedKind[] = [
	'short',
	'silent',
	'unopened',
	'not-joined',
	'not-begun',
	'paused'
];

/** Every need there is, for whoever wants all of them. */
export function everyNeed(survey: Survey): Map<NeedKind, NeedItem[]> {
	const found = itemsOf(survey);
	return new Map(
		NEED_KINDS.flatMap((kind) => {
			const items = found[kind] ?? [];
			items.sort((a, b) => b.left - a.left || (a.since ?? 0) - (b.since ?? 0));
			return items.length === 0 ? [] : [[kind, items] as const];
		})
	);
}

/** What a page shows of them. */
export function needsOf(survey: Survey): Needs {
	const all = everyNeed(survey);
	const waited = WAITED_FOR.flatMap((kind) => {
		const items = all.get(kind);
		return items === undefined ? [] : [{ kind, items }];
	});
	const people = waited.filter(({ kind }) => kind !== 'short').flatMap(({ items }) => items);
	const named = new Set([...all.values()].flat().map(({ memberId }) => memberId));
	return {
		kinds: [...all].map(([kind, items]) => needOf(kind, items)),
		missing: sum(survey.rows.map(({ of, done }) => of - done)),
		waiting: {
			ratings: sum(survey.rows.map(waitingIn)),
			people: people.length,
			places: sum(survey.rows.map(({ empty }) => empty)),
			kinds: waited.length
		},
		onPace: [...survey.raters].filter(([id, { load }]) => load !== null && !named.has(id)).length
	};
}

/** Missing ratings of a case that nobody who is at work will give: more raters than k may have it. */
function waitingIn({ of, done, places }: CaseRow): number {
	const atWork = places.filter(({ counts, hold }) => counts && hold === null);
	return Math.max(0, of - done - sum(atWork.map(({ actions, rated }) => actions - rated)));
}

function needOf(kind: NeedKind, items: readonly NeedItem[]): Need {
	const times = items.flatMap(({ since }) => since ?? []);
	const members = new Set(items.flatMap(({ memberId }) => memberId ?? []));
	return {
		kind,
		count: items.length,
		since: times.length === 0 ? null : times.reduce((least, one) => Math.min(least, one)),
		first: items.slice(0, SHOWN),
		members: [...members].slice(0, MOST_MEMBERS)
	};
}

function itemsOf(survey: Survey): Partial<Record<NeedKind, NeedItem[]>> {
	const { rows, raters, round, panel } = survey;
	if (panel.cases.length === 0) return { 'no-cases': [nobody({})] };
	if (raters.size === 0) return { 'no-raters': [nobody({})] };
	const people = [...raters.values()];
	const held = Map.groupBy(people, ({ hold }) => hold?.kind);
	const heldBy = (kind: HoldKind) => (held.get(kind) ?? []).map(heldItem);
	const ready = round.closedAt === null && rows.every(isComplete);
	return {
		short: rows.filter(({ empty }) => empty > 0).map(shortItem),
		silent: heldBy('silent'),
		unopened: heldBy('unopened'),
		'not-joined': heldBy('not-joined'),
		'not-begun': heldBy('not-begun'),
		paused: heldBy('paused'),
		disabled: heldBy('disabled').map((item) => ({ ...item, left: 0 })),
		reworded: placesIn(rows, (place) => isReopened(place) && isToRate(place)),
		reopened: placesIn(rows, (place) => isReopened(place) && !isToRate(place)),
		unsigned: placesIn(rows, (place) => isUnsigned(place, survey.now)),
		late: people.flatMap((rater) => late(rater, survey)),
		'not-qualified': people.flatMap((rater) => notQualified(rater, survey)),
		ready: ready ? [nobody({})] : []
	};
}

const nobody = (given: Partial<NeedItem>): NeedItem => ({
	...{ memberId: null, rater: null, externalId: null, left: 0, since: null, until: null },
	...given
});

function aRater({ member, load }: Rater, given: Partial<NeedItem>): NeedItem {
	const left = load === null ? 0 : load.actions - load.rated;
	return nobody({ memberId: member.id, rater: member.name, left, ...given });
}

function heldItem(rater: Rater): NeedItem {
	return aRater(rater, { since: rater.hold!.since, until: rater.hold!.until });
}

/** For the empty places of a case wait the ratings that nobody has before them. */
function shortItem(row: CaseRow): NeedItem {
	const before = row.places
		.filter(({ counts }) => counts)
		.map((place) => place.actions - place.rated);
	const left = Math.max(0, row.of - row.done - sum(before));
	return nobody({ externalId: row.externalId, left, since: row.emptySince });
}

const isReopened = ({ state, counts }: Place) => state === 'reopened' && counts;

/** What was signed once lacks an answer only where something was reworded, added or brought back since. */
const isToRate = ({ rated, actions }: Place) => rated < actions;

/** All rated but not signed, a day after the last answer. */
function isUnsigned({ state, since, counts }: Place, now: number): boolean {
	return state === 'unsigned' && counts && now - (since ?? 0) >= SIGNS_WITHIN_MS;
}

function placesIn(rows: readonly CaseRow[], which: (place: Place) => boolean): NeedItem[] {
	return rows.flatMap(({ externalId, places }) =>
		places
			.filter(which)
			.map(({ memberId, name, since, actions, rated }) =>
				nobody({ memberId, rater: name, externalId, left: actions - rated, since })
			)
	);
}

/** Those whose work goes on and, at their pace, will be done after the due date. */
function late(rater: Rater, { round: { dueAt }, now }: Survey): NeedItem[] {
	const { load, hold } = rater;
	if (dueAt === null || load === null || hold !== null || load.openSince === null) return [];
	const left = load.actions - load.rated;
	const expected = expectedOf({ left, recentPerDay: load.recentPerDay, now });
	if (!isKnown(expected) || expected.at <= dueAt) return [];
	return [aRater(rater, { until: expected.at })];
}

/** The raters who have used every try. */
function notQualified(rater: Rater, { study, attempts }: Survey): NeedItem[] {
	const record = attempts.get(rater.member.id) ?? [];
	const standing = standingIn(study, rater.member, record);
	if (standing.kind !== 'not-passed' || standing.triesLeft > 0) return [];
	return [aRater(rater, { since: record.at(-1)?.at ?? null })];
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
