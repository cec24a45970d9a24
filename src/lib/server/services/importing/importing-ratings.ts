/** Ratings made elsewhere: ratings.csv in, members without a sign-in for raters that are not known. */
import { randomUUID } from 'node:crypto';
import { isRated, sameValue, type RatingValue } from '#lib/domain/rating.ts';
import { Refusal, type Problem } from '#lib/domain/refusal.ts';
import { readRatings, type RatingRow } from '#lib/formats/tables.ts';
import type { Actor, App } from '../app.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import * as assignments from '../store/assignments.ts';
import * as audit from '../store/audit.ts';
import * as cases from '../store/cases.ts';
import * as ratings from '../store/ratings.ts';
import * as studies from '../store/studies.ts';
import * as users from '../store/users.ts';
import { requireCoordinator } from './access.ts';
import { applySave, valueOf } from './rating.ts';
import { join } from './members.ts';

export type RatingsOutcome = {
	new: number;
	changed: number;
	unchanged: number;
	/** Names of raters who became members without a sign-in. */
	newRaters: string[];
	applied: boolean;
};

type Placed = { row: RatingRow; caseId: number; actionId: number };

const FILE = 'ratings.csv';

/**
 * Imports ratings in the long form of formats.md, section 2.
 *
 * A rater is a member's name; one that is not known becomes a member without a sign-in. Ratings of a
 * person who signs in are never taken from a file. The same file again changes nothing.
 *
 * @param csv the bytes of ratings.csv
 * @throws Refusal ('invalid') with every problem and its line; nothing is written
 */
export async function importRatings(
	app: App,
	actor: Actor,
	slug: string,
	csv: Uint8Array,
	{ dryRun = false }: { dryRun?: boolean } = {}
): Promise<RatingsOutcome> {
	const { study } = await requireCoordinator(app, actor, slug);
	const { rows, problems } = readRatings(csv);
	const [all, members, rounds] = await Promise.all([
		cases.wholeStudy(app.db, study.id, 'all'),
		studies.members(app.db, study.id),
		studies.rounds(app.db, study.id)
	]);
	const actionIds = new Map(
		all.flatMap(({ row, actions }) =>
			actions.map((action) => [
				`${row.externalId}#${action.number}`,
				{ caseId: row.id, actionId: action.id, gold: row.gold }
			])
		)
	);
	const byName = new Map(members.map((member) => [member.name, member]));
	const roundIds = new Map(rounds.map(({ number, id }) => [number, id]));
	const placed: Placed[] = [];
	for (const row of rows) {
		const at = actionIds.get(`${row.case}#${row.action}`);
		const wrong = whatIsWrong(row, at, byName, roundIds);
		if (wrong !== null) problems.push({ where: FILE, line: row.line, ...wrong });
		else placed.push({ row, ...at! });
	}
	if (problems.length > 0) {
		const n = problems.length;
		throw new Refusal(
			'invalid',
			`Nothing was imported: ${n} ${n === 1 ? 'problem' : 'problems'} to mend first.`,
			{ problems: problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) }
		);
	}
	const outcome = await compare(app, study, placed, byName);
	if (dryRun || outcome.new + outcome.changed === 0) return { ...outcome, applied: false };
	const now = app.now();
	await atomically(app.db, (tx) => write(tx, { study, placed, byName, roundIds, now, actor }));
	return { ...outcome, applied: true };
}

function whatIsWrong(
	row: RatingRow,
	at: { gold: boolean } | undefined,
	byName: ReadonlyMap<string, studies.NamedMember>,
	roundIds: ReadonlyMap<number, number>
): Pick<Problem, 'field' | 'message'> | null {
	if (at === undefined) {
		return {
			field: 'action',
			message: `this study has no action ${row.action} in a case ${row.case}. Import the case first.`
		};
	}
	if (at.gold) {
		return {
			field: 'case',
			message: `${row.case} is a qualification case; it takes no ratings from a file.`
		};
	}
	const member = byName.get(row.rater);
	if (member !== undefined && member.email !== null) {
		return {
			field: 'rater',
			message: `${row.rater} signs in and rates here; such ratings are never taken from a file.`
		};
	}
	if (member !== undefined && member.role !== 'rater') {
		return { field: 'rater', message: `${row.rater} is ${member.role} in this study.` };
	}
	if (!roundIds.has(row.round)) {
		return { field: 'round', message: `this study has no round ${row.round}.` };
	}
	return null;
}

function asValue({ score, cannotRate, comment, flags }: RatingRow): RatingValue {
	return { score, cannotRate, comment: comment ?? '', flags };
}

async function compare(
	app: App,
	study: studies.Study,
	placed: readonly Placed[],
	byName: ReadonlyMap<string, studies.NamedMember>
): Promise<Omit<RatingsOutcome, 'applied'>> {
	const stored = await ratings.ofStudy(app.db, study.id);
	const key = (memberId: number, actionId: number, round: number) =>
		`${memberId}/${actionId}/${round}`;
	const before = new Map(
		stored.map((item) => [key(item.memberId, item.rating.actionId, item.roundNumber), item.rating])
	);
	const outcome = { new: 0, changed: 0, unchanged: 0 };
	const newRaters = new Set<string>();
	for (const { row, actionId } of placed) {
		const member = byName.get(row.rater);
		if (member === undefined) newRaters.add(row.rater);
		const old = member && before.get(key(member.id, actionId, row.round));
		if (old === undefined) outcome.new += 1;
		else if (sameValue(valueOf(old), asValue(row))) outcome.unchanged += 1;
		else outcome.changed += 1;
	}
	return { ...outcome, newRaters: [...newRaters] };
}

type Writing = {
	study: studies.Study;
	placed: readonly Placed[];
	byName: ReadonlyMap<string, studies.NamedMember>;
	roundIds: ReadonlyMap<number, number>;
	now: number;
	actor: Actor;
};

function* write(tx: Queries, writing: Writing): Steps<void> {
	const { study, placed, roundIds, now, actor } = writing;
	const memberIds = new Map<string, number>();
	const byAssignment = Map.groupBy(
		placed,
		({ row, caseId }) => `${row.rater}/${caseId}/${row.round}`
	);
	for (const group of byAssignment.values()) {
		const { row, caseId } = group[0]!;
		const memberId = memberIds.get(row.rater) ?? (yield* memberFor(tx, row.rater, writing));
		memberIds.set(row.rater, memberId);
		yield* writeAssignment(tx, group, {
			caseId,
			memberId,
			roundId: roundIds.get(row.round)!,
			now
		});
	}
	yield* audit.record(tx, {
		at: now,
		userId: actor.id,
		studyId: study.id,
		what: 'ratings.imported',
		subject: `study:${study.slug}`,
		new: { ratings: placed.length, raters: memberIds.size }
	});
}

function* memberFor(
	tx: Queries,
	name: string,
	{ byName, study, now, actor }: Writing
): Steps<number> {
	const known = byName.get(name);
	if (known !== undefined) return known.id;
	const user = yield* users.insert(tx, { name, email: null, createdAt: now });
	const member = yield* join(tx, {
		studyId: study.id,
		userId: user.id,
		role: 'rater',
		now,
		actorId: actor.id
	});
	return member.id;
}

function* writeAssignment(
	tx: Queries,
	group: readonly Placed[],
	{
		caseId,
		memberId,
		roundId,
		now
	}: {
		caseId: number;
		memberId: number;
		roundId: number;
		now: number;
	}
): Steps<void> {
	const [found] = yield* run(assignments.find(tx, { caseId, memberId, roundId }));
	const [assignment] =
		found === undefined
			? yield* assignments.insert(tx, [
					{ caseId, memberId, roundId, state: 'assigned', createdAt: now }
				])
			: [found];
	const [owner] = yield* run(assignments.withOwner(tx, assignment!.id));
	for (const { row, actionId } of group) {
		const [current] = yield* run(ratings.find(tx, assignment!.id, actionId));
		const value = asValue(row);
		if (current !== undefined && sameValue(valueOf(current), value)) continue;
		if (!isRated(value) && current === undefined) continue;
		yield* applySave(tx, {
			// An imported case is closed below, when it is complete; a correction may still come by file.
			assignment: { ...assignment!, state: 'in-progress' },
			userId: owner!.userId,
			lockedAt: owner!.lockedAt,
			save: {
				operation: randomUUID(),
				action: actionId,
				version: current?.version ?? 0,
				value,
				activeMs: Math.round((row.activeSeconds ?? 0) * 1000)
			},
			now: row.ratedAt === null ? now : Date.parse(row.ratedAt),
			source: 'import'
		});
	}
	const [counts] = yield* run(assignments.counts(tx, assignment!));
	const complete = counts!.rated === counts!.actions;
	yield* assignments.update(
		tx,
		assignment!.id,
		complete ? { state: 'submitted', submittedAt: now } : { state: 'in-progress' }
	);
}
