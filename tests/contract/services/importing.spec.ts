import { describe, expect, it } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as cases from '#lib/server/store/cases.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as exporting from '#lib/server/services/exporting.ts';
import * as importing from '#lib/server/services/importing.ts';
import { importRatings } from '#lib/server/services/importing-ratings.ts';
import * as rating from '#lib/server/services/rating.ts';
import * as submitting from '#lib/server/services/submitting.ts';
import { onEach } from '../databases.ts';
import { aMember, anApp, anAssignment, aSave, aStudy, scored } from '../support.ts';

const text = (value: string) => new TextEncoder().encode(value);
const json = (files: Files, path: string) => JSON.parse(new TextDecoder().decode(files.get(path)));

/** The small kit with one action's text changed. */
function reworded(kit: Files, to: string): Files {
	const path = 'dataset/rubrics/Card900.json';
	const rubric = json(kit, path);
	rubric.options[0].text = to;
	return new Map([...kit, [path, text(JSON.stringify(rubric))]]);
}

async function refusal(promise: Promise<unknown>): Promise<Refusal> {
	const thrown = await promise.then(
		() => null,
		(error: unknown) => error
	);
	expect(thrown).toBeInstanceOf(Refusal);
	return thrown as Refusal;
}

async function aStudyWithKit(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db);
	const coordinator = await aMember(db, study, 'coordinator');
	const outcome = await importing.importCases(
		app,
		coordinator.actor,
		study.slug,
		importing.read(smallKit())
	);
	return { app, study, actor: coordinator.actor, outcome };
}

onEach(({ fresh }) => {
	describe('importing a kit', () => {
		it('counts without writing on a dry run, then writes, then finds nothing to do', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db);
			const { actor } = await aMember(db, study, 'coordinator');
			const incoming = importing.read(smallKit());
			const dry = await importing.importCases(app, actor, study.slug, incoming, { dryRun: true });
			expect(dry).toMatchObject({ applied: false, cases: { new: 3 }, ignored: ['LICENSE'] });
			expect(await cases.summaries(db, study.id)).toEqual([]);
			const real = await importing.importCases(app, actor, study.slug, incoming);
			expect(real).toMatchObject({ applied: true, cases: dry.cases, actions: dry.actions });
			const again = await importing.importCases(app, actor, study.slug, incoming);
			expect(again).toMatchObject({
				applied: false,
				cases: { new: 0, changed: 0, unchanged: 3, removed: 0 },
				actions: { new: 0, changed: 0, removed: 0 }
			});
		});

		it('gives back every file equal as JSON', async () => {
			const db = await fresh();
			const { app, study, actor } = await aStudyWithKit(db);
			const out = await exporting.exportStudy(app, actor, study.slug, 'kit');
			const kit = smallKit();
			expect([...out.keys()].sort()).toEqual(
				[...kit.keys()].filter((path) => path !== 'LICENSE').sort()
			);
			for (const path of out.keys()) {
				if (path.endsWith('.json')) expect(json(out, path)).toEqual(json(kit, path));
				else {
					expect(new TextDecoder().decode(out.get(path))).toBe(
						new TextDecoder().decode(kit.get(path))
					);
				}
			}
		});

		it('writes nothing where anything is wrong, and says all of it', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db);
			const { actor } = await aMember(db, study, 'coordinator');
			const kit = smallKit();
			const rubric = json(kit, 'dataset/rubrics/Card900.json');
			rubric.options[0].score = 12;
			rubric.options[1].id = rubric.options[2].id;
			kit.set('dataset/rubrics/Card900.json', text(JSON.stringify(rubric)));
			const refused = await refusal(
				importing.importCases(app, actor, study.slug, importing.read(kit))
			);
			expect(refused.problems.length).toBeGreaterThanOrEqual(2);
			expect(refused.problems.every(({ where }) => where.includes('Card900'))).toBe(true);
			expect(await cases.summaries(db, study.id)).toEqual([]);
		});

		it('keeps rated text: refused first, a new wording when asked, the old rating with the old', async () => {
			const db = await fresh();
			const { app, study, actor } = await aStudyWithKit(db);
			const rater = await aMember(db, study, 'rater');
			const [item] = await cases.byExternalId(db, study.id, 'Card900');
			const assignment = await anAssignment(db, study, item!, rater);
			const actions = await cases.actions(db, item!.id);
			for (const action of actions) {
				await rating.saveRating(app, rater.actor, assignment.id, aSave(action.id, 0, scored(7)));
			}
			await submitting.submitCase(app, rater.actor, assignment.id);
			const incoming = importing.read(reworded(smallKit(), 'Another wording'));
			const refused = await refusal(importing.importCases(app, actor, study.slug, incoming));
			expect(refused.problems[0]!.message).toContain('“Another wording”');
			expect((await cases.actions(db, item!.id))[0]!.text).toBe(actions[0]!.text);

			const outcome = await importing.importCases(app, actor, study.slug, incoming, {
				rewording: 'version'
			});
			expect(outcome.rewordings).toHaveLength(1);
			const opened = await rating.openCase(app, rater.actor, assignment.id);
			expect(opened.state).toBe('reopened');
			expect(opened.signature).toBeNull();
			const fresher = opened.actions.find(({ text: words }) => words === 'Another wording')!;
			expect(fresher.value.score).toBeNull();
			const [counts] = await assignments.counts(db, assignment);
			expect(counts).toEqual({ actions: actions.length, rated: actions.length - 1 });
			const [old] = await cases.action(db, actions[0]!.id);
			expect(old!.supersededAt).not.toBeNull();
		});
	});

	describe('importing ratings', () => {
		const csv = (score: number) =>
			text(
				'case,action,rater,round,score,cannot_rate,comment\n' +
					`Card900,1,Dr Elsewhere,1,${score},,"=cmd"\n` +
					'Card900,2,Dr Elsewhere,1,,outside-specialty,\n'
			);

		it('makes unknown raters members without a sign-in, and is idempotent', async () => {
			const db = await fresh();
			const { app, study, actor } = await aStudyWithKit(db);
			const first = await importRatings(app, actor, study.slug, csv(8));
			expect(first).toMatchObject({ new: 2, newRaters: ['Dr Elsewhere'], applied: true });
			const again = await importRatings(app, actor, study.slug, csv(8));
			expect(again).toMatchObject({ new: 0, changed: 0, unchanged: 2, applied: false });
			const corrected = await importRatings(app, actor, study.slug, csv(6));
			expect(corrected).toMatchObject({ new: 0, changed: 1, unchanged: 1, applied: true });
		});

		it('refuses the ratings of someone who signs in, and unknown actions, by line', async () => {
			const db = await fresh();
			const { app, study, actor } = await aStudyWithKit(db);
			const rater = await aMember(db, study, 'rater');
			const refused = await refusal(
				importRatings(
					app,
					actor,
					study.slug,
					text(
						`case,action,rater,score\nCard900,1,${rater.name},5\nCard900,999,Someone,5\nCard900,1,Someone,12\n`
					)
				)
			);
			expect(refused.problems.map(({ line }) => line)).toEqual([2, 3, 4]);
			expect(await assignments.progress(db, study.id)).toEqual([]);
		});
	});
});
