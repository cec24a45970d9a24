import { describe, expect, it } from 'vitest';
import { smallKit } from '#lib/formats/fixture.ts';
import { zip } from '#lib/formats/zip.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as heads from '#lib/server/store/case-heads.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as progress from '#lib/server/store/progress.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { onEach } from '../databases.ts';
import {
	aMember,
	anAssignment,
	aPerson,
	aSave,
	ask,
	everyRow,
	scored,
	START,
	write
} from '../support.ts';
import {
	anEmptyStudy,
	aStudyWithKit,
	bytes,
	edited,
	jsonIn,
	leftovers,
	refusal,
	reworded
} from './importing-support.ts';

const NOTHING = { new: 0, changed: 0, removed: 0 };

/** The kit's first case, rated and signed by one rater. */
async function aSignedCase(db: Database) {
	const placed = await aStudyWithKit(db);
	const { app, study } = placed;
	const rater = await aMember(db, study, 'rater');
	const item = await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'Card900' });
	const assignment = await anAssignment(db, study, item!, rater);
	const actions = await ask(db, cases.actions, { caseId: item!.id });
	for (const action of actions) {
		await rating.saveRating(app, rater.actor, assignment.id, aSave(action.id, 0, scored(7)));
	}
	await rating.submitCase(app, rater.actor, assignment.id);
	return { ...placed, rater, item: item!, assignment, actions };
}

const withAction = () =>
	edited((rubric) => {
		rubric.options.push({ id: 9, text: 'Wait', category: 'Follow-up', score: 2 });
	});

onEach(({ fresh }) => {
	describe('importing a kit', () => {
		it('counts without writing on a dry run, then writes, then finds nothing to do', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await anEmptyStudy(db);
			const incoming = await importing.read(smallKit());
			const dry = await importing.importCases(app, actor, slug, incoming, { dryRun: true });
			expect(dry).toMatchObject({ applied: false, cases: { new: 3 }, ignored: ['LICENSE'] });
			expect(await ask(db, heads.summaries, { studyId: study.id })).toEqual([]);
			const real = await importing.importCases(app, actor, slug, incoming);
			expect(real).toMatchObject({ applied: true, cases: dry.cases, actions: dry.actions });
			const again = await importing.importCases(app, actor, slug, incoming);
			expect(again).toMatchObject({
				applied: false,
				cases: { ...NOTHING, unchanged: 3 },
				actions: NOTHING
			});
			expect(await leftovers(db)).toBe(0);
		});

		it('reads files and archives that nobody has read yet', async () => {
			const db = await fresh();
			const { app, actor, slug } = await anEmptyStudy(db);
			const first = await importing.importCases(app, actor, slug, { files: smallKit() });
			expect(first).toMatchObject({ applied: true, cases: { new: 3 } });
			const archive = { name: 'kit.zip', bytes: zip(smallKit()) };
			const upload = await importing.keepUpload(app, actor, slug, archive);
			const again = await importing.importCases(app, actor, slug, { upload, mapping: null });
			expect(again).toMatchObject({ applied: false, cases: { ...NOTHING, unchanged: 3 } });
		});

		it('changes what nobody has rated', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			const outcome = await importing.importCases(app, actor, slug, { files: reworded('New') });
			expect(outcome).toMatchObject({
				applied: true,
				cases: { new: 0, changed: 1, unchanged: 2 },
				rewordings: []
			});
			const item = await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'Card900' });
			const [first] = await ask(db, cases.actions, { caseId: item!.id });
			expect(first).toMatchObject({ text: 'New', wording: 1 });
		});

		it('writes nothing where anything is wrong, and says all of it', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await anEmptyStudy(db);
			const kit = smallKit();
			const rubric = jsonIn(kit, 'dataset/rubrics/Card900.json');
			rubric.options[0].score = 12;
			rubric.options[1].id = rubric.options[2].id;
			kit.set('dataset/rubrics/Card900.json', bytes(JSON.stringify(rubric)));
			const refused = await refusal(
				importing.importCases(app, actor, slug, await importing.read(kit))
			);
			expect(refused.problems.length).toBeGreaterThanOrEqual(2);
			expect(refused.problems.every(({ where }) => where.includes('Card900'))).toBe(true);
			expect(await ask(db, heads.summaries, { studyId: study.id })).toEqual([]);
		});

		it('is for coordinators: nobody else learns what a file would change', async () => {
			const db = await fresh();
			const { app, study, slug } = await anEmptyStudy(db);
			const rater = await aMember(db, study, 'rater');
			const stranger = await aPerson(db);
			for (const dryRun of [true, false]) {
				const by = (actor: typeof rater.actor) =>
					refusal(importing.importCases(app, actor, slug, { files: smallKit() }, { dryRun }));
				expect((await by(rater.actor)).kind).toBe('forbidden');
				expect((await by(stranger.actor)).kind).toBe('missing');
			}
			expect(await ask(db, heads.summaries, { studyId: study.id })).toEqual([]);
		});
	});

	describe('importing over a signed case', () => {
		it('keeps rated text: refused first, a new wording when asked, the old rating with the old', async () => {
			const db = await fresh();
			const { app, actor, slug, rater, item, assignment, actions } = await aSignedCase(db);
			const incoming = await importing.read(reworded('Another wording'));
			const refused = await refusal(importing.importCases(app, actor, slug, incoming));
			expect(refused.problems[0]!.message).toContain('“Another wording”');
			const before = await ask(db, cases.actions, { caseId: item.id });
			expect(before[0]!.text).toBe(actions[0]!.text);

			const outcome = await importing.importCases(app, actor, slug, incoming, {
				rewording: 'version'
			});
			expect(outcome.rewordings).toHaveLength(1);
			const opened = await rating.openCase(app, rater.actor, assignment.id);
			expect(opened.state).toBe('reopened');
			expect(opened.signature).toBeNull();
			const fresher = opened.actions.find(({ text: words }) => words === 'Another wording')!;
			expect(fresher.value.score).toBeNull();
			const counts = await ask(db, progress.counts, { id: assignment.id });
			expect(counts).toEqual({ actions: actions.length, rated: actions.length - 1 });
			const old = (await everyRow(db, (t) => t.actions)).find(({ id }) => id === actions[0]!.id);
			expect(old!.supersededAt).not.toBeNull();
		});

		it.each([
			['rewords an action', reworded('Another wording')],
			['adds an action', withAction()]
		])('is refused where it %s and the round is locked', async (_, files) => {
			const db = await fresh();
			const { app, study, actor, slug, rater, item, assignment, actions } = await aSignedCase(db);
			await write(db, (tx) => rounds.update(tx, study.round, { closedAt: START }));
			for (const dryRun of [true, false]) {
				const refused = await refusal(
					importing.importCases(app, actor, slug, { files }, { dryRun, rewording: 'version' })
				);
				expect(refused.kind).toBe('conflict');
				expect(refused.problems).toEqual([
					{ where: 'Card900', message: expect.stringContaining('round 1 is closed') }
				]);
			}
			const opened = await rating.openCase(app, rater.actor, assignment.id);
			expect(opened).toMatchObject({ state: 'submitted', signature: { name: rater.name } });
			expect(await ask(db, cases.actions, { caseId: item.id })).toEqual(actions);
			expect(await leftovers(db)).toBe(0);
		});

		it('changes what no signature stands for, though the round is locked', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aSignedCase(db);
			await write(db, (tx) => rounds.update(tx, study.round, { closedAt: START }));
			const files = edited((rubric) => {
				rubric.options[0].score = 3;
			});
			expect(await importing.importCases(app, actor, slug, { files })).toMatchObject({
				applied: true,
				cases: { changed: 1 }
			});
		});
	});
});
