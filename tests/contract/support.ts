/** An application with a clock that tests turn, and short ways to people, studies and cases. */
import { createHash, randomUUID } from 'node:crypto';
import { sql as raw } from 'drizzle-orm';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { Role, StudySettingsInput } from '#lib/domain/study.ts';
import { studySettingsSchema } from '#lib/domain/study.ts';
import type { RatingValue } from '#lib/domain/rating.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import type { Actor, App } from '#lib/server/app.ts';
import type { By } from '#lib/domain/trail.ts';
import { inProcess } from '#lib/server/crew/in-process.ts';
import { atomically, read, type Change } from '#lib/server/db/atomically.ts';
import type { Database, Queries } from '#lib/server/db/connect.ts';
import * as tables from '#lib/server/db/schema/sqlite.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import { run, type Steps } from '#lib/server/db/steps.ts';
import type { PlanLook } from '#lib/server/services/assigning/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as members from '#lib/server/store/members.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as specialties from '#lib/server/store/specialties.ts';
import * as studies from '#lib/server/store/studies.ts';
import * as users from '#lib/server/store/users.ts';

/** The moment at which a test begins. */
export const START = Date.UTC(2026, 10, 2, 8);

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type TestApp = App & { pass(milliseconds: number): void };

/** An application on an open database. Its clock stands still until `pass`. */
export function anApp(db: Database): TestApp {
	let time = START;
	const app: TestApp = {
		db,
		crew: inProcess(() => app),
		now: () => time,
		origin: 'https://primum.test',
		demo: false,
		mail: null,
		limits: DEFAULT_LIMITS,
		backups: { folder: '/nowhere/backups', staging: '/nowhere/making', key: null, nightly: 0 },
		log: { info() {}, warn() {}, error() {} },
		pass: (milliseconds) => {
			time += milliseconds;
		}
	};
	return app;
}

/** Nobody in particular, at the moment at which a test begins. */
export const NOBODY: By = {
	userId: null,
	at: START,
	via: 'installation',
	session: null,
	token: null,
	request: null,
	address: null
};

/** Runs the steps of a store as a change of its own. */
export function write<R>(
	db: Database,
	change: (tx: Change) => Steps<R>,
	by: By = NOBODY
): Promise<R> {
	return atomically(db, by, change);
}

/** Asks one thing of a store: `await ask(db, users.byId, { id })`. */
export function ask<Given extends unknown[], R>(
	db: Database,
	question: (tx: Queries, ...given: Given) => Steps<R>,
	...given: Given
): Promise<R> {
	return read(db, (tx) => question(tx, ...given));
}

/** Every row of a table, in the order of its first column, which is its id in most. */
export function everyRow<T extends Tables[keyof Tables]>(
	db: Database,
	table: (tables: Tables) => T
): Promise<T['$inferSelect'][]> {
	const first = raw.raw('1');
	return read(db, ({ q, t }) => run(q.select().from(table(t)).orderBy(first))) as Promise<
		T['$inferSelect'][]
	>;
}

/** Every row of every table as a line: the same before and after where nothing was changed. */
export async function everything(db: Database): Promise<string[]> {
	const names = Object.keys(tables) as (keyof Tables)[];
	const lines = names.map(async (name) => {
		const rows = await everyRow(db, (t) => t[name]);
		return rows.map((row) => `${name} ${JSON.stringify(row, hashed)}`);
	});
	return (await Promise.all(lines)).flat();
}

/** Of bytes it is enough to see that they are others. */
const hashed = (_key: string, value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
		? createHash('sha256').update(JSON.stringify(value)).digest('hex')
		: value;

let counter = 0;
/** A word that no other of this run has, e.g. for an e-mail address. */
export function unique(prefix: string): string {
	counter += 1;
	return `${prefix}-${process.pid}-${counter}`;
}

export type Person = users.User & { actor: Actor };

export async function aPerson(
	db: Database,
	{
		specialties: codes = [],
		...given
	}: Partial<users.NewUser> & { specialties?: readonly string[] } = {}
): Promise<Person> {
	const name = unique('person');
	const user = await write(db, function* (tx) {
		const row = yield* users.insert(tx, {
			name,
			email: `${name}@primum.test`,
			createdAt: START,
			...given
		});
		yield* specialties.ensure(tx, codes);
		yield* users.setSpecialties(tx, row.id, [...codes]);
		return row;
	});
	return { ...user, actor: { id: user.id, name: user.name, isAdmin: user.isAdmin } };
}

export async function aStudy(
	db: Database,
	given: Partial<StudySettingsInput> = {}
): Promise<studies.Study & { round: rounds.Round }> {
	const slug = unique('study');
	const settings = studySettingsSchema.parse({ slug, name: `The study ${slug}`, ...given });
	return write(db, function* (tx) {
		const study = yield* studies.insert(tx, { ...settings, createdAt: START });
		const round = yield* rounds.open(tx, { studyId: study.id, number: 1, openedAt: START });
		return { ...study, round };
	});
}

/** A person with a role in a study. */
export async function aMember(
	db: Database,
	study: { id: number },
	role: Role,
	given: Parameters<typeof aPerson>[1] = {}
): Promise<Person & { memberId: number }> {
	const person = await aPerson(db, given);
	const member = await write(db, (tx) =>
		members.insert(tx, { studyId: study.id, userId: person.id, role, createdAt: START })
	);
	return { ...person, memberId: member.id };
}

export type PlacedCase = cases.CaseRow & { actions: cases.ActionRow[] };

/** A case with actions 1 to n. */
export async function aCase(
	db: Database,
	study: { id: number },
	{
		actions: n = 3,
		...given
	}: Partial<Omit<cases.CaseRow, 'id' | 'studyId'>> & { actions?: number } = {}
): Promise<PlacedCase> {
	const row = await write(db, function* (tx) {
		const specialty = given.specialty ?? 'Card';
		yield* specialties.ensure(tx, [specialty]);
		const added = yield* cases.insertCase(tx, {
			studyId: study.id,
			externalId: unique('Case'),
			position: 0,
			specialty,
			presentation: 'A presentation.',
			...given
		});
		yield* cases.insertActions(
			tx,
			Array.from({ length: n }, (_, index) => anAction(added.id, index + 1))
		);
		return added;
	});
	return { ...row, actions: await ask(db, cases.actions, { caseId: row.id }) };
}

/** The row of an action of a case, to insert. */
export function anAction(caseId: number, number: number) {
	return {
		caseId,
		number,
		position: number - 1,
		text: `Action ${number}`,
		category: 'Diagnostic',
		dependsOn: [],
		isHarmOfInaction: false
	};
}

/** What the page of a plan asks for first; or something else of it. */
export const aLook = (look: Partial<PlanLook> = {}): PlanLook => ({
	...{ page: 1, loads: 1, specialty: '', search: '', place: 0, who: '' },
	...look
});

export async function anAssignment(
	db: Database,
	study: { round: { id: number } },
	item: { id: number },
	rater: { memberId: number }
): Promise<assignments.Assignment> {
	const [assignment] = await write(db, (tx) =>
		assignments.insert(tx, [
			{
				caseId: item.id,
				memberId: rater.memberId,
				roundId: study.round.id,
				state: 'assigned',
				createdAt: START
			}
		])
	);
	return assignment!;
}

/** A study with one case and one rater to whom it is assigned. */
export async function anAssignedCase(db: Database, actions = 3) {
	const study = await aStudy(db);
	const rater = await aMember(db, study, 'rater');
	const item = await aCase(db, study, { actions });
	const assignment = await anAssignment(db, study, item, rater);
	return { study, rater, item, assignment };
}

/** An application with an assigned case, seen from the rater's desk. */
export async function aDesk(db: Database, actions = 3) {
	const app = anApp(db);
	const placed = await anAssignedCase(db, actions);
	const coordinator = await aMember(db, placed.study, 'coordinator');
	const ids = placed.item.actions.map(({ id }) => id);
	return { app, ...placed, ids, coordinator: coordinator.actor, actor: placed.rater.actor };
}

export function scored(score: number, comment = ''): RatingValue {
	return { score: score as Score, cannotRate: null, comment, flags: [] };
}

/** Takes cases from their raters, back to the plan, the ratings left out. */
export const taking = (...assignments: number[]) => ({
	assignments,
	to: [],
	reason: 'Silent.',
	counts: false
});

/** A save as the case screen sends it, under a new operation id unless one is given. */
export function aSave(action: number, version: number, value: RatingValue, operation?: string) {
	return { operation: operation ?? randomUUID(), action, version, value, activeMs: 1_000 };
}

/** The kinds of refusal with which these attempts, made at the same time, end; throws where one does not. */
export async function refusals(...attempts: Promise<unknown>[]): Promise<string[]> {
	const outcomes = await Promise.allSettled(attempts);
	return outcomes.map((outcome) => {
		if (outcome.status === 'fulfilled') throw new Error('An attempt was not refused.');
		if (!(outcome.reason instanceof Refusal)) throw outcome.reason;
		return outcome.reason.kind;
	});
}
