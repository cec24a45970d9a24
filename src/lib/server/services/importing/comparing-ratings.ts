/** Compares the lines of ratings.csv with what a study has: what is wrong with them, and what they would change. */
import { sameValue, type RatingValue } from '#lib/domain/rating.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { RatingRow } from '#lib/formats/tables.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as cases from '../../store/cases.ts';
import type * as members from '../../store/members.ts';
import * as ratings from '../../store/ratings.ts';
import * as rounds from '../../store/rounds.ts';
import type { StagedAssignment, StagedRating } from '../../store/staged-ratings.ts';
import { valueOf } from '../rating/index.ts';

/** A rating that is there already. */
type Stored = RatingValue & Pick<ratings.Rating, 'activeMs' | 'updatedAt' | 'untimed'>;

/** What a study has, as far as a file of ratings touches it. */
export type Known = {
	/** By case and number, as `placeKey` writes it. */
	places: ReadonlyMap<string, { caseId: number; actionId: number; gold: boolean }>;
	/** By name, as `ratersByName` has them. */
	raters: ReadonlyMap<string, members.NamedMember>;
	/** By number. */
	rounds: ReadonlyMap<number, rounds.Round>;
	/** By member, round and action, as `ratingKey` writes it. */
	ratings: ReadonlyMap<string, Stored>;
	/** Cases that were taken from their raters, by member, round and case, as `ratingKey` writes it. */
	taken: ReadonlySet<string>;
};

export type Compared = {
	new: number;
	changed: number;
	unchanged: number;
	/** Names that nobody in the study has, in the order of the file. */
	newRaters: string[];
	/** What is new or changed, by assignment. */
	changes: { assignment: StagedAssignment; ratings: StagedRating[] }[];
};

const placeKey = (externalId: string, number: number) => `${externalId}#${number}`;
/** @param id of the action, or of the case */
const ratingKey = (memberId: number, roundId: number, id: number) => `${memberId}/${roundId}/${id}`;

/** Reads what the lines are compared with. @param everyone the members of the study */
export function* readKnown(
	tx: Queries,
	studyId: number,
	rows: readonly RatingRow[],
	everyone: readonly members.NamedMember[]
): Steps<Known> {
	const raters = ratersByName(everyone);
	const stored = new Map<string, Stored>();
	const taken = new Set<string>();
	for (const name of new Set(rows.map(({ rater }) => rater))) {
		const memberId = raters.get(name)?.id;
		if (memberId === undefined) continue;
		for (const rating of yield* ratings.ofMember(tx, { memberId })) {
			const key = ratingKey(memberId, rating.roundId, rating.actionId);
			const { activeMs, updatedAt, untimed } = rating;
			stored.set(key, { ...valueOf(rating), activeMs, updatedAt, untimed });
		}
		for (const one of yield* assignments.ofMember(tx, { memberId })) {
			if (one.repeat > 0 || one.releasedAt === null) continue;
			taken.add(ratingKey(memberId, one.roundId, one.caseId));
		}
	}
	const places = yield* cases.places(tx, { studyId });
	const all = yield* rounds.ofStudy(tx, { studyId });
	return {
		places: new Map(places.map((place) => [placeKey(place.externalId, place.number), place])),
		raters,
		rounds: new Map(all.map((round) => [round.number, round])),
		ratings: stored,
		taken
	};
}

/** The members of a study by name. Where two share one, whoever signs in is meant, or else who came first. */
export function ratersByName(
	everyone: readonly members.NamedMember[]
): Map<string, members.NamedMember> {
	const byName = new Map<string, members.NamedMember>();
	for (const member of everyone) {
		const known = byName.get(member.name);
		const counts = known === undefined || (known.email === null && member.email !== null);
		if (counts) byName.set(member.name, member);
	}
	return byName;
}

/** Why ratings of this member are not taken from a file; null where they are. */
export function whyNotFrom({ name, email, role }: members.NamedMember): string | null {
	if (email !== null) {
		return `${name} signs in and rates here; such ratings are never taken from a file.`;
	}
	return role === 'rater' ? null : `${name} is ${role} in this study.`;
}

/** All that is wrong with lines that could be read. */
export function problemsOf(rows: readonly RatingRow[], known: Known): Problem[] {
	return rows.flatMap((row) => {
		const wrong = whatIsWrong(row, known);
		return wrong === null ? [] : [{ where: row.where, line: row.line, ...wrong }];
	});
}

function whatIsWrong(
	row: RatingRow,
	{ places, raters, rounds: all, ratings: stored, taken }: Known
): Pick<Problem, 'field' | 'message'> | null {
	const place = places.get(placeKey(row.case, row.action));
	if (place === undefined) {
		return {
			field: 'action',
			message: `this study has no action ${row.action} in a case ${row.case}. Import the case first.`
		};
	}
	if (place.gold) {
		return {
			field: 'case',
			message: `${row.case} is a qualification case; it takes no ratings from a file.`
		};
	}
	const member = raters.get(row.rater);
	const whyNot = member === undefined ? null : whyNotFrom(member);
	if (whyNot !== null) return { field: 'rater', message: whyNot };
	const round = all.get(row.round);
	if (round === undefined) {
		return { field: 'round', message: `this study has no round ${row.round}.` };
	}
	if (member !== undefined && taken.has(ratingKey(member.id, round.id, place.caseId))) {
		const before = stored.get(ratingKey(member.id, round.id, place.actionId));
		if (before === undefined || !saysTheSame(row, before)) {
			return {
				field: 'rater',
				message: `${row.case} was taken from ${row.rater}. To change what was rated, give it back on its page under Assignments.`
			};
		}
	}
	return null;
}

/**
 * What lines without a problem would change.
 *
 * @param now when the ratings come in whose lines do not say when they were made, in milliseconds since 1970, UTC
 */
export function compare(rows: readonly RatingRow[], known: Known, now: number): Compared {
	const tally = { new: 0, changed: 0, unchanged: 0 };
	const newRaters = new Set<string>();
	const changes = new Map<string, Compared['changes'][number]>();
	for (const row of rows) {
		const { caseId, actionId } = known.places.get(placeKey(row.case, row.action))!;
		const roundId = known.rounds.get(row.round)!.id;
		const member = known.raters.get(row.rater);
		if (member === undefined) newRaters.add(row.rater);
		const before = member && known.ratings.get(ratingKey(member.id, roundId, actionId));
		if (before !== undefined && saysTheSame(row, before)) {
			tally.unchanged += 1;
			continue;
		}
		tally[before === undefined ? 'new' : 'changed'] += 1;
		const key = `${row.rater}/${caseId}/${roundId}`;
		const group = changes.get(key) ?? {
			assignment: { caseId, roundId, rater: row.rater },
			ratings: []
		};
		changes.set(key, group);
		group.ratings.push(staged(row, { actionId, before, now }));
	}
	return { ...tally, newRaters: [...newRaters], changes: [...changes.values()] };
}

/** A line that gives no time says nothing against the one that is known. */
function saysTheSame(row: RatingRow, before: Stored): boolean {
	const { updatedAt, untimed } = before;
	const isTimed = row.ratedAt === null || (!untimed && Date.parse(row.ratedAt) === updatedAt);
	return isTimed && sameValue(before, valueIn(row));
}

function valueIn({ score, cannotRate, comment, flags }: RatingRow): RatingValue {
	return { score, cannotRate, comment: comment ?? '', flags };
}

function staged(
	row: RatingRow,
	{ actionId, before, now }: { actionId: number; before: Stored | undefined; now: number }
): StagedRating {
	const value = valueIn(row);
	const activeMs = Math.round((row.activeSeconds ?? 0) * 1000);
	return {
		...value,
		actionId,
		line: row.line,
		// The file gives the time over all that is stored already.
		activeMs: Math.max(0, activeMs - (before?.activeMs ?? 0)),
		ratedAt: row.ratedAt === null ? now : Date.parse(row.ratedAt),
		untimed: row.ratedAt === null,
		old: before === undefined ? null : valueOf(before),
		new: value
	};
}
