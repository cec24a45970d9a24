import { expect, it } from 'vitest';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { onEach } from '../databases.ts';
import * as cases from '#lib/server/store/cases.ts';
import {
	aMember,
	anAction,
	anAssignment,
	aSave,
	everyRow,
	everything,
	scored,
	write
} from '../support.ts';
import { aStudyToCareFor, CASE } from './caring-support.ts';
import { refusal } from './importing-support.ts';

const UNRATED = 'Derm902';

onEach(({ fresh }) => {
	/** Derm902 is given to somebody who has not begun it, and in a plan. */
	async function anUnratedCase() {
		const db = await fresh();
		const at = await aStudyToCareFor(db);
		const { app, actor, slug, study, asked } = at;
		const item = (await everyRow(db, (t) => t.cases)).find((one) => one.externalId === UNRATED)!;
		const rater = await aMember(db, study, 'rater');
		const assignment = await anAssignment(db, study, item, rater);
		await assigning.computePlan(app, actor, slug, { seed: 1 });
		const [first] = (await everyRow(db, (t) => t.actions)).filter(
			({ caseId }) => caseId === item.id
		);
		const remove = (seen?: number) => caring.remove(app, actor, asked(seen, UNRATED));
		return { ...at, db, item, rater, assignment, first: first!, remove };
	}

	it('leaves nothing of an unrated case but the trail', async () => {
		const { db, item, assignment, rater, app, actor, slug, remove } = await anUnratedCase();
		const { length: actions } = (await everyRow(db, (t) => t.actions)).filter(
			({ caseId }) => caseId === item.id
		);
		await remove(0);
		const rows = await everything(db);
		const parts = ['cases', 'actions', 'groups', 'variants', 'assignments', 'planPlaces'];
		const left = rows.filter(
			(row) =>
				parts.some((name) => row.startsWith(`${name} `)) && row.includes(`"caseId":${item.id},`)
		);
		expect(left).toEqual([]);
		expect((await everyRow(db, (t) => t.auditEvents)).slice(-2)).toMatchObject([
			{ what: 'assignment.removed', subject: `assignment:${assignment.id}` },
			{ what: 'case.deleted', subject: `case:${item.id}`, old: { externalId: UNRATED, actions } }
		]);
		expect(await rating.myCases(app, rater.actor)).toMatchObject([{ cases: [] }]);
		expect(await refusal(caring.show(app, actor, slug, UNRATED))).toMatchObject({
			kind: 'missing'
		});
	});

	it('is refused for what was rated, or begun with a comment', async () => {
		const { app, actor, asked, rater, assignment, remove } = await anUnratedCase();
		const rated = await refusal(caring.remove(app, actor, asked()));
		expect(rated).toMatchObject({ kind: 'conflict' });
		expect(rated.message).toContain(
			`${CASE} was rated, begun or ruled on, so it cannot be deleted. Withdraw it`
		);
		await rating.commentCase(app, rater.actor, assignment.id, { before: '', text: 'Unclear.' });
		expect((await refusal(remove())).message).toContain('Withdraw it');
	});

	it('loses nothing where somebody rates at the same moment', async () => {
		const { db, app, rater, assignment, first, item, remove } = await anUnratedCase();
		const save = aSave(first.id, 0, scored(7));
		const [saved, removed] = await Promise.allSettled([
			rating.saveRating(app, rater.actor, assignment.id, save),
			remove()
		]);
		expect([saved.status, removed.status].sort()).toEqual(['fulfilled', 'rejected']);
		const kept = (await everyRow(db, (t) => t.cases)).some(({ id }) => id === item.id);
		expect(kept).toBe(saved.status === 'fulfilled');
		const ratings = (await everyRow(db, (t) => t.ratings)).filter(
			({ actionId }) => actionId === first.id
		);
		expect(ratings).toHaveLength(kept ? 1 : 0);
	});

	it('takes one action that nobody has rated, out of the rounds that name it too', async () => {
		const { db, app, actor, slug, asked, first, actions, item } = await anUnratedCase();
		await rounds.setLocked(app, actor, slug, true);
		const [signed] = actions;
		const actionIds = [signed!.id, first.id];
		await rounds.openNext(app, actor, slug, { actionIds, chosen: 'hand', dueAt: null });
		const which = { number: first.number };
		await write(db, (tx) => cases.insertActions(tx, [anAction(item.id, 2)]));
		await caring.removeAction(app, actor, asked(0, UNRATED), which);
		expect((await everyRow(db, (t) => t.roundActions)).map(({ actionId }) => actionId)).toEqual([
			signed!.id
		]);
		const { actions: left, history, version } = await caring.show(app, actor, slug, UNRATED);
		expect(left.map(({ number }) => number)).not.toContain(first.number);
		expect(version).toBe(1);
		expect(history).toMatchObject([{ what: 'action.deleted', old: { text: first.text } }]);
		const rated = await refusal(caring.removeAction(app, actor, asked(), { number: 1 }));
		expect(rated.message).toContain('Action 1 was rated, begun or ruled on');
	});
});
