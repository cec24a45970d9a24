/** Qualification while the round is locked: nothing is given that nobody could do, nor opened for good. */
import { expect, it } from 'vitest';
import { TERMINAL } from '#lib/server/app.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import { onEach } from '../databases.ts';
import { ask, unique } from '../support.ts';
import { aStudyToQualifyFor, block, take } from './qualifying-support.ts';

onEach(({ fresh }) => {
	it('gives the gold cases once the round is open again, to whoever lacks them', async () => {
		const db = await fresh();
		const { app, study, coordinator, rater, configure } = await aStudyToQualifyFor(db);
		const lock = (locked: boolean) => rounds.setLocked(app, coordinator, study.slug, locked);
		await lock(true);
		await configure();
		const late = { email: `${unique('late')}@primum.test`, name: 'Late', role: 'rater' as const };
		await people.add(app, TERMINAL, study.slug, late);
		const everyone = await people.list(app, coordinator, study.slug);
		const raters = everyone.filter(({ role }) => role === 'rater');
		const given = async () =>
			Promise.all(raters.map(async (one) => (await ask(db, assignments.goldOfMember, one)).length));
		expect(raters.map(({ memberId }) => memberId)).toContain(rater.memberId);
		expect(await given()).toEqual([0, 0]);
		await lock(false);
		expect(await given()).toEqual([2, 2]);
		await lock(true);
		await lock(false);
		expect(await given()).toEqual([2, 2]);
	});

	it('keeps the signatures on gold cases, and opens them for another try with the round', async () => {
		const db = await fresh();
		const { app, study, coordinator, actor, configure } = await aStudyToQualifyFor(db);
		await configure({ tries: 1 });
		await take(app, actor, 4);
		await rounds.setLocked(app, coordinator, study.slug, true);
		await configure({ tries: 2 });
		const states = async () => (await block(app, actor)).cases.map(({ state }) => state);
		expect(await states()).toEqual(['submitted', 'submitted']);
		await rounds.setLocked(app, coordinator, study.slug, false);
		expect(await states()).toEqual(['reopened', 'reopened']);
		await take(app, actor, 0);
		expect((await block(app, actor)).standing).toMatchObject({ kind: 'passed' });
	});

	it('gives the gold cases to a rater whose account is opened again', async () => {
		const db = await fresh();
		const { app, rater, actor, configure } = await aStudyToQualifyFor(db);
		await accounts.setDisabled(app, TERMINAL, rater.id, true);
		await configure();
		expect((await block(app, actor)).cases).toEqual([]);
		await accounts.setDisabled(app, TERMINAL, rater.id, false);
		expect((await block(app, actor)).cases).toHaveLength(2);
	});
});
