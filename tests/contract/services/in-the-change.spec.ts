/**
 * Rights and locks are looked at in the very change that relies on them. What is asked for at the same moment
 * as the right is taken away comes after it: SQLite makes changes in the order in which they are asked for,
 * so a check made before its change would still have found the right there.
 */
import { describe, expect, it } from 'vitest';
import { TERMINAL, type Actor } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aDesk,
	aMember,
	anAssignment,
	aSave,
	DAY,
	everyRow,
	scored,
	START,
	type TestApp,
	taking
} from '../support.ts';
import { bytes, manyCases } from './importing-support.ts';

/** A study in which there is something to do for everyone: a signed case, an open one, and one to give. */
async function aBusyStudy(db: Database) {
	const desk = await aDesk(db, 1);
	const { app, study, rater, actor, assignment, ids } = desk;
	const steward = await aMember(db, study, 'coordinator');
	const open = await aCase(db, study, { actions: 1 });
	const spare = await aCase(db, study, { actions: 1 });
	await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(7)));
	await rating.submitCase(app, actor, assignment.id);
	const second = await anAssignment(db, study, open, rater);
	await assigning.computePlan(app, desk.coordinator, study.slug);
	await releasing.create(app, desk.coordinator, study.slug, {});
	return { ...desk, slug: study.slug, steward, signed: assignment, second, open, spare };
}

const PLAN_RULES = {
	...{ specialty: [], near: [], generalists: [], generalistsPerCase: '1' },
	...{ repeatShare: '0', repeatGapDays: '14', seed: '1' }
};

type Busy = Awaited<ReturnType<typeof aBusyStudy>>;
type Deed = (app: TestApp, actor: Actor, busy: Busy) => Promise<unknown>;

const COORDINATORS: Record<string, Deed> = {
	'changing the settings': (app, actor, { slug }) =>
		studies.changeSettings(app, actor, slug, { name: 'Mine' }),
	'setting the notice': (app, actor, { slug }) =>
		studies.changeSettings(app, actor, slug, { notice: 'Mine.' }),
	'setting the due date': (app, actor, { slug }) => rounds.setDue(app, actor, slug, START + DAY),
	'locking the round': (app, actor, { slug }) => rounds.setLocked(app, actor, slug, true),
	'adding a member': (app, actor, { slug }) =>
		people.add(app, actor, slug, { email: 'eve@primum.test', name: 'Eve', role: 'rater' }),
	'removing a member': (app, actor, { slug, rater }) =>
		people.remove(app, actor, slug, rater.memberId),
	'computing a plan': (app, actor, { slug }) => assigning.computePlan(app, actor, slug),
	'changing the rules of the plan': (app, actor, { slug }) =>
		assigning.changePlanRules(app, actor, slug, PLAN_RULES),
	'setting a cap': (app, actor, { slug, rater: { memberId } }) =>
		people.changeCaps(app, actor, slug, [{ memberId, cap: '2' }]),
	'applying the plan': (app, actor, { slug }) => assigning.applyPlan(app, actor, slug),
	'assigning by hand': (app, actor, { slug, spare, rater }) =>
		assigning.assignByHand(app, actor, slug, {
			externalId: spare.externalId,
			memberId: rater.memberId
		}),
	'moving a case': (app, actor, { slug, second }) =>
		assigning.move(app, actor, slug, taking(second.id)),
	'looking at ratings': (app, actor, { slug, signed }) =>
		rating.lookAtRatings(app, actor, slug, signed.id),
	'setting qualification': (app, actor, { slug }) =>
		qualifying.configure(app, actor, slug, { required: false, tries: 3, cases: [] }),
	'accepting a rater': (app, actor, { slug, rater }) =>
		qualifying.accept(app, actor, slug, rater.memberId, { reason: 'Known.' }),
	'opening a case again': (app, actor, { slug, signed }) =>
		rating.reopenCase(app, actor, slug, signed.id, 'Look again.'),
	'importing cases': (app, actor, { slug }) =>
		importing.importCases(app, actor, slug, manyCases(1, 2)),
	'importing ratings': (app, actor, { slug, spare }) =>
		importing.importRatings(
			app,
			actor,
			slug,
			bytes(`case,action,rater,score\n${spare.externalId},1,Dr Far,7\n`)
		),
	'making a release': (app, actor, { slug }) => releasing.create(app, actor, slug, { note: 'x' }),
	'withdrawing a release': (app, actor, { slug }) =>
		releasing.withdraw(app, actor, slug, 1, 'Wrong.')
};

/** What brings work into a round, or makes a signature in it void. */
const IN_A_ROUND: Record<string, Deed> = {
	...Object.fromEntries(
		['applying the plan', 'assigning by hand', 'opening a case again', 'importing ratings'].map(
			(name) => [name, COORDINATORS[name]!]
		)
	),
	'saving a rating': (app, _, { actor, second, open }) =>
		rating.saveRating(app, actor, second.id, aSave(open.actions[0]!.id, 0, scored(5))),
	'commenting a case': (app, _, { actor, second }) =>
		rating.commentCase(app, actor, second.id, { before: '', text: 'Late.' }),
	'taking a case back': (app, _, { actor, signed }) => rating.takeBack(app, actor, signed.id)
};

/** Everything that a deed could have changed. */
const stored = async (db: Database) => ({
	studies: await everyRow(db, (t) => t.studies),
	members: await everyRow(db, (t) => t.members),
	users: await everyRow(db, (t) => t.users),
	cases: await everyRow(db, (t) => t.cases),
	assignments: await everyRow(db, (t) => t.assignments),
	ratings: await everyRow(db, (t) => t.ratings),
	releases: await everyRow(db, (t) => t.releases),
	trail: (await everyRow(db, (t) => t.auditEvents)).length
});

onEach(
	({ fresh }) => {
		describe('whoever is taken out of a study at that moment does nothing in it any more', () => {
			it.each(Object.entries(COORDINATORS))('%s', async (_, deed) => {
				const db = await fresh();
				const busy = await aBusyStudy(db);
				const { app, slug, steward } = busy;
				const [removed, done] = await Promise.allSettled([
					people.remove(app, TERMINAL, slug, steward.memberId),
					deed(app, steward.actor, busy)
				]);
				expect(removed.status).toBe('fulfilled');
				expect(done).toMatchObject({ status: 'rejected', reason: { kind: 'missing' } });
			});
		});

		describe('what is locked at that moment stays as it is', () => {
			it.each(Object.entries(IN_A_ROUND))('%s', async (_, deed) => {
				const db = await fresh();
				const busy = await aBusyStudy(db);
				const { app, slug, coordinator } = busy;
				const before = await stored(db);
				const [locked, done] = await Promise.allSettled([
					rounds.setLocked(app, coordinator, slug, true),
					deed(app, coordinator, busy)
				]);
				expect(locked.status).toBe('fulfilled');
				expect(done).toMatchObject({ status: 'rejected', reason: { kind: 'conflict' } });
				// The lock itself is all that the trail has gained.
				expect(await stored(db)).toEqual({ ...before, trail: before.trail + 1 });
			});
		});
	},
	['SQLite in memory']
);
