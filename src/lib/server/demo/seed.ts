/**
 * Fills an empty database with the demonstration: invented cases, specialists and ratings, through the
 * same services and steps a real study goes through.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded, type Random } from '#lib/agreement/random.ts';
import { byCategoryThenNumber } from '#lib/domain/case.ts';
import type { Save } from '#lib/domain/rating-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Role } from '#lib/domain/study.ts';
import { TERMINAL, type Actor, type App } from '../app.ts';
import * as passwords from '../auth/passwords.ts';
import { atomically, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import * as assigning from '../services/assigning/index.ts';
import { DEMO_PASSWORD } from '../services/accounts/index.ts';
import * as importing from '../services/importing/index.ts';
import { writeSave } from '../services/rating/index.ts';
import * as membersService from '../services/people/index.ts';
import * as studiesService from '../services/studies/index.ts';
import { submitCase } from '../services/rating/index.ts';
import * as assignments from '../store/assignments.ts';
import * as audit from '../store/audit.ts';
import * as cases from '../store/cases.ts';
import * as specialties from '../store/specialties.ts';
import type * as ratings from '../store/ratings.ts';
import * as studies from '../store/studies.ts';
import * as users from '../store/users.ts';
import { drawContested, drawTemper, judge, type Temper } from './seed-judgement.ts';
import { kitFiles } from './seed-kit.ts';
import { ADMIN, COORDINATOR, raters, type Persona } from './seed-people.ts';
import { beginning, sittings, type Sitting } from './seed-schedule.ts';

export const DEMO_STUDY = 'demo';

const NAME = 'Primum demonstration';
const GUIDELINES = join(import.meta.dirname, 'guidelines.md');
const HOUR_MS = 60 * 60 * 1000;

/** Share of ratings that the rater changes by one point before submitting. */
const SECOND_THOUGHTS = 0.03;

/** Cases whose saves share one transaction: enough to spare the disk, few enough to see progress. */
const CASES_A_CHANGE = 40;

export type SeedOptions = {
	/** How many times the kit's cases are wanted; raters grow with it, up to 300. */
	scale?: number;
	/** The same seed gives the same ratings. */
	seed?: number;
	/** Told what is being done, for a terminal. */
	onProgress?: (text: string) => void;
};

export type Seeded = { cases: number; actions: number; raters: number; ratings: number };

type Rater = Actor & { id: number; temper: Temper };
type Work = Sitting<assignments.Progress> & { rater: Rater };
type TimedSave = { save: Save; at: number };

/**
 * Makes the study `demo` with its people, cases, assignments and ratings, as if it had begun three weeks
 * ago. Every account has the published password, so the database must hold none before.
 *
 * @returns what was made
 * @throws Refusal ('conflict') where there is an account already
 */
export async function seed(
	app: App,
	{ scale = 1, seed: number = 1, onProgress = () => {} }: SeedOptions = {}
): Promise<Seeded> {
	if ((await users.count(app.db)) > 0) {
		throw new Refusal(
			'conflict',
			'This database holds accounts already. The demonstration is only put into an empty one, ' +
				'because everyone knows its passwords: choose another data folder.'
		);
	}
	const random = seeded(number);
	const begins = beginning(app.now());
	const at = (time: number): App => ({ ...app, now: () => time });

	onProgress('people');
	const study = await studiesService.create(
		at(begins),
		TERMINAL,
		{ slug: DEMO_STUDY, name: NAME, guidelines: readFileSync(GUIDELINES, 'utf8') },
		{ synthetic: true }
	);
	await addPeople(at(begins + HOUR_MS), study.id, raters(scale));

	onProgress('cases');
	const incoming = importing.read(kitFiles(scale));
	await importing.importCases(at(begins + 2 * HOUR_MS), TERMINAL, DEMO_STUDY, incoming);
	await assigning.applyPlan(at(begins + 3 * HOUR_MS), TERMINAL, DEMO_STUDY);

	const { work, actionsOf } = await plan(app, study.id, random);
	const ratings = await rate(app, work, actionsOf, random, onProgress);
	return {
		cases: incoming.cases.length,
		actions: incoming.cases.reduce((sum, item) => sum + item.actions.length, 0),
		raters: raters(scale).length,
		ratings
	};
}

async function addPeople(app: App, studyId: number, panel: readonly Persona[]): Promise<void> {
	const passwordHash = await passwords.hash(DEMO_PASSWORD);
	await atomically(app.db, function* (tx) {
		yield* specialties.ensure(
			tx,
			panel.flatMap((persona) => persona.specialties)
		);
		const newcomer = panel[0];
		const add = (persona: Persona, role: Role | null) =>
			addPerson(tx, {
				persona,
				passwordHash,
				studyId,
				role,
				practised: persona !== newcomer,
				now: app.now()
			});
		yield* add(ADMIN, null);
		yield* add(COORDINATOR, 'coordinator');
		for (const persona of panel) yield* add(persona, 'rater');
	});
}

function* addPerson(
	tx: Queries,
	{
		persona,
		passwordHash,
		studyId,
		role,
		practised,
		now
	}: {
		persona: Persona;
		passwordHash: string;
		studyId: number;
		role: Role | null;
		/** False for the one person to whom the practice case is offered. */
		practised: boolean;
		now: number;
	}
): Steps<void> {
	const { specialties: codes, ...rest } = persona;
	const isAdmin = role === null;
	const user = yield* users.insert(tx, {
		...rest,
		passwordHash,
		isAdmin,
		createdAt: now,
		practisedAt: practised ? now : null
	});
	yield* users.setSpecialties(tx, user.id, codes);
	yield* audit.record(tx, {
		at: now,
		userId: null,
		what: 'user.added',
		subject: `user:${user.id}`,
		new: { name: user.name, isAdmin, specialties: codes }
	});
	if (role === null) return;
	yield* membersService.join(tx, { studyId, userId: user.id, role, now, actorId: null });
}

type Judged = cases.ActionRow & { contested: boolean };

/** Who sits down over which case and when, in the order of time. */
async function plan(
	app: App,
	studyId: number,
	random: Random
): Promise<{ work: Work[]; actionsOf: Map<number, Judged[]> }> {
	const [all, members, progress] = await Promise.all([
		cases.wholeStudy(app.db, studyId),
		studies.members(app.db, studyId),
		assignments.progress(app.db, studyId)
	]);
	const actionsOf = new Map(
		all.map(({ row, actions }) => [
			row.id,
			actions
				.toSorted(byCategoryThenNumber)
				.map((action) => ({ ...action, contested: drawContested(random) }))
		])
	);
	const place = new Map(all.map(({ row }, index) => [row.id, index]));
	const byMember = Map.groupBy(progress, ({ memberId }) => memberId);
	const work = members
		.filter(({ role }) => role === 'rater')
		.flatMap(({ id, userId, name }, index) => {
			const rater = { id: userId, name, isAdmin: false, temper: drawTemper(random) };
			const theirs = (byMember.get(id) ?? []).toSorted(
				(a, b) => place.get(a.caseId)! - place.get(b.caseId)!
			);
			return sittings(random, index, theirs, app.now()).map((sitting) => ({ ...sitting, rater }));
		});
	return { work: work.sort((a, b) => a.startsAt - b.startsAt), actionsOf };
}

async function rate(
	app: App,
	work: readonly Work[],
	actionsOf: ReadonlyMap<number, readonly Judged[]>,
	random: Random,
	onProgress: (text: string) => void
): Promise<number> {
	const begun = work.filter(({ extent }) => extent !== 'none');
	const wanted = begun.reduce((sum, { assignment }) => sum + assignment.actions, 0);
	let done = 0;
	for (let from = 0; from < begun.length; from += CASES_A_CHANGE) {
		const drawn = begun.slice(from, from + CASES_A_CHANGE).map((sitting) => ({
			sitting,
			saves: savesOf(sitting, actionsOf.get(sitting.assignment.caseId)!, random)
		}));
		await atomically(app.db, function* (tx) {
			for (const { sitting, saves } of drawn) yield* writeSaves(tx, sitting, saves);
		});
		await Promise.all(
			drawn
				.filter(({ sitting }) => sitting.extent === 'all')
				.map(({ sitting: { assignment, rater }, saves }) => {
					const signedAt = saves.at(-1)!.at + 20_000;
					return submitCase({ ...app, now: () => signedAt }, rater, assignment.id);
				})
		);
		done += drawn.reduce(
			(sum, { saves }) => sum + saves.filter(({ save }) => save.version === 0).length,
			0
		);
		onProgress(`ratings: ${done.toLocaleString('en')} of about ${wanted.toLocaleString('en')}`);
	}
	return done;
}

function savesOf(
	{ extent, rater, startsAt }: Work,
	actions: readonly Judged[],
	random: Random
): TimedSave[] {
	let at = startsAt;
	const timed = (
		action: number,
		version: number,
		judgement: Omit<Save, 'operation' | 'action' | 'version'>
	) => {
		at += judgement.activeMs;
		return { at, save: { operation: drawId(random), action, version, ...judgement } };
	};
	const half = extent === 'half' ? Math.ceil(actions.length / 2) : actions.length;
	const first = actions
		.slice(0, half)
		.map(({ id, referenceScore, contested }) =>
			timed(id, 0, judge(random, rater.temper, { reference: referenceScore, contested }))
		);
	const second = first.flatMap(({ save }) => {
		const { score } = save.value;
		if (score === null || random() >= SECOND_THOUGHTS) return [];
		const toward = score < 5 ? score + 1 : score - 1;
		const value = { ...save.value, score: toward as typeof score };
		return [timed(save.action, 1, { value, activeMs: 3_000 })];
	});
	return [...first, ...second];
}

/** What `applySave` would look up is known here: every operation is new, and every action belongs. */
function* writeSaves(
	tx: Queries,
	{ assignment, rater }: Work,
	saves: readonly TimedSave[]
): Steps<void> {
	const stored = new Map<number, ratings.Rating>();
	for (const [index, { save, at: now }] of saves.entries()) {
		// The first save of a case is what begins it.
		const state = index === 0 ? assignment.state : 'in-progress';
		const saving = {
			assignment: { ...assignment, state },
			userId: rater.id,
			lockedAt: null,
			save,
			now,
			source: 'seed' as const
		};
		stored.set(save.action, yield* writeSave(tx, saving, stored.get(save.action)));
	}
}

/** A UUID (version 4) from the seeded numbers: what a browser would have made at random. */
function drawId(random: Random): string {
	const digits = Array.from({ length: 4 }, () =>
		Math.floor(random() * 2 ** 32)
			.toString(16)
			.padStart(8, '0')
	).join('');
	const variant = (8 + Math.floor(random() * 4)).toString(16);
	return [
		digits.slice(0, 8),
		digits.slice(8, 12),
		`4${digits.slice(13, 16)}`,
		`${variant}${digits.slice(17, 20)}`,
		digits.slice(20)
	].join('-');
}
