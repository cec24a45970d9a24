import { describe, expect, it } from 'vitest';
import { smallKit } from '#lib/formats/fixture.ts';
import { template } from '#lib/formats/template-files.ts';
import { sampleFiles } from '#lib/server/demo/sample.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import { onEach } from '../databases.ts';
import { everything, everyRow, START, write } from '../support.ts';
import { aStudyToCareFor, CASE } from './caring-support.ts';
import {
	anEmptyStudy,
	bytes,
	edited,
	leftovers,
	manyCases,
	refusal,
	reworded
} from './importing-support.ts';

/** The small kit without some of its cases. */
const without = (...ids: string[]) =>
	new Map(
		[...smallKit()].flatMap(([path, bytes]): [string, Uint8Array][] => {
			if (ids.some((id) => path.includes(`/${id}`))) return [];
			if (!path.endsWith('items.jsonl')) return [[path, bytes]];
			// The others stay on their lines.
			const lines = new TextDecoder().decode(bytes).split('\n');
			const kept = lines.map((line) => (ids.some((id) => line.includes(`"${id}`)) ? '' : line));
			return [[path, new TextEncoder().encode(kept.join('\n'))]];
		})
	);

const WHY = 'They are in no file any more.';

onEach(({ fresh }) => {
	describe('cases of the study that are not in the file', () => {
		it('are named, and stay as they are unless they are to be withdrawn', async () => {
			const db = await fresh();
			const at = await aStudyToCareFor(db);
			const { app, actor, slug } = at;
			const files = without(CASE, 'Derm902');
			const left = { of: 2, first: [CASE, 'Derm902'] };
			const bring = (options: importing.ImportOptions) =>
				importing.importCases(app, actor, slug, { files }, options);
			const before = await everything(db);
			expect(await bring({ dryRun: true })).toMatchObject({
				...{ applied: false, leftAlone: left, withdrawable: 2, withdrawn: { of: 0 } }
			});
			expect(await bring({})).toMatchObject({ applied: false, leftAlone: left });
			for (const [withdrawMissing, kind] of [
				[{ reason: ' ' }, 'invalid'],
				// Another number of them was shown when that was decided.
				[{ reason: WHY, expected: 1 }, 'conflict']
			] as const) {
				expect((await refusal(bring({ withdrawMissing }))).kind).toBe(kind);
			}
			const rows = (all: string[]) => all.filter((row) => !/^(jobs|imports) /.test(row));
			expect(rows(await everything(db))).toEqual(rows(before));
			const done = await bring({ withdrawMissing: { reason: WHY, expected: 2 } });
			expect(done).toMatchObject({ applied: true, withdrawn: left, leftAlone: { of: 0 } });
			expect(await at.show()).toMatchObject({
				withdrawn: { reason: WHY },
				history: [{ what: 'case.withdrawn', who: actor.name, reason: WHY }]
			});
			expect(await leftovers(db)).toBe(0);
			// In the file again they are said to be withdrawn, and stay so.
			const again = await importing.importCases(app, actor, slug, { files: smallKit() });
			expect(again).toMatchObject({ applied: false, stillWithdrawn: left });
			expect((await at.show()).withdrawn).not.toBeNull();
			await caring.restore(app, actor, at.asked());
			expect((await at.coverage()).ratings.done).toBe(18);
		});

		it('stay, actions too, where somebody has ruled on them', async () => {
			const db = await fresh();
			const { app, actor, slug } = await aStudyToCareFor(db);
			const unrated = (await everyRow(db, (t) => t.cases)).find(
				({ externalId }) => externalId === 'Derm902'
			)!;
			const [first] = (await everyRow(db, (t) => t.actions)).filter(
				({ caseId }) => caseId === unrated.id
			);
			const { id: actionId, number } = first!;
			await write(db, (tx) =>
				adjudications.rule(tx, {
					...{ actionId, userId: actor.id!, score: 2, reason: 'So it is.', createdAt: START }
				})
			);
			const tables = (actions: string) =>
				new Map([
					['cases.csv', bytes('case,specialty,presentation\nDerm902,Derm,A rash.\n')],
					['actions.csv', bytes(`case,number,text,category\n${actions}`)]
				]);
			const files = tables(`Derm902,${number + 90},Something else.,Tests\n`);
			for (const dryRun of [true, false]) {
				const refused = await refusal(
					importing.importCases(app, actor, slug, { files }, { dryRun, rewording: 'mend' })
				);
				expect(refused).toMatchObject({ kind: 'conflict' });
				expect(refused.problems).toContainEqual({
					where: 'Derm902',
					field: `action ${number}`,
					message: expect.stringContaining('ruled on already, and missing from the import')
				});
			}
			expect((await everyRow(db, (t) => t.actions)).some(({ id }) => id === actionId)).toBe(true);
		});

		it('stay where raters qualify by them', async () => {
			const { app, actor, slug } = await aStudyToCareFor(await fresh());
			await qualifying.configure(app, actor, slug, { required: true, cases: ['ID901'] });
			const done = await importing.importCases(
				...([app, actor, slug, { files: without('ID901', 'Derm902') }] as const),
				{ withdrawMissing: { reason: WHY } }
			);
			expect(done).toMatchObject({
				leftAlone: { of: 1, first: ['ID901'] },
				withdrawn: { of: 1, first: ['Derm902'] }
			});
		});

		it('are named up to a hundred', async () => {
			const { app, actor, slug } = await anEmptyStudy(await fresh());
			await importing.importCases(app, actor, slug, manyCases(130, 1));
			const { leftAlone } = await importing.importCases(app, actor, slug, { files: smallKit() });
			expect(leftAlone.of).toBe(130);
			expect(leftAlone.first).toHaveLength(100);
		});
	});

	describe('rated texts that differ', () => {
		it('are mended where the import is told that they mean the same', async () => {
			const db = await fresh();
			const at = await aStudyToCareFor(db);
			const { app, actor, slug } = at;
			const files = edited((rubric) => {
				rubric.options[0].text = 'Order an ECG, at once';
				rubric.case.presentation = 'Somebody, without the typo.';
			});
			const done = await importing.importCases(...([app, actor, slug, { files }] as const), {
				rewording: 'mend',
				reason: 'Typos.'
			});
			expect(done).toMatchObject({ applied: true, rewordings: [] });
			expect(done.mends.map(({ field }) => field)).toEqual(['presentation', 'text']);
			expect(await at.open()).toMatchObject({
				...{ state: 'submitted', presentation: 'Somebody, without the typo.' }
			});
			expect((await at.coverage()).ratings.done).toBe(18);
			expect((await at.show()).history).toMatchObject([
				{ what: 'action.mended', reason: 'Typos.' },
				{ what: 'case.mended', reason: 'Typos.' }
			]);
		});

		it('get new wordings for every action where the presentation has another meaning', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, slug } = at;
			const files = edited((rubric) => {
				rubric.case.presentation = 'Somebody else.';
			});
			await importing.importCases(app, actor, slug, { files }, { rewording: 'version' });
			expect(await at.open()).toMatchObject({ state: 'reopened', presentation: 'Somebody else.' });
			expect((await at.coverage()).ratings.done).toBe(0);
			expect((await at.show()).history).toMatchObject([{ what: 'case.reworded' }]);
		});

		it('do not undo what was changed by hand while the file was compared', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, slug, asked } = at;
			const { cases } = await importing.read(reworded('From the file'));
			const incoming = { ...manyCases(30), cases: [...cases, ...manyCases(30).cases] };
			const edit = { number: 1, text: 'By hand', meaning: 'mend', reason: 'So.' } as const;
			let mended: Promise<unknown> | undefined;
			const onProgress = () => {
				mended ??= caring.changeAction(app, actor, asked(0), edit);
			};
			const options = { rewording: 'mend' as const, course: { onProgress } };
			const [imported] = await Promise.allSettled([
				importing.importCases(app, actor, slug, incoming, options)
			]);
			const [changed] = await Promise.allSettled([mended]);
			const outcomes = [imported, changed];
			expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			const { text } = (await at.show()).actions.find(({ number }) => number === 1)!;
			expect(text).toBe(imported.status === 'fulfilled' ? 'From the file' : 'By hand');
		});
	});

	it('takes the sample as it is, and the tables as workbooks', async () => {
		const db = await fresh();
		const { app, actor, slug } = await anEmptyStudy(db);
		const done = await importing.importCases(app, actor, slug, { files: await sampleFiles() });
		expect(done).toMatchObject({ applied: true, cases: { new: 3 }, ignored: [] });
		const books = new Map([
			['cases.xlsx', template('cases', 'xlsx')],
			['actions.xlsx', template('actions', 'xlsx')]
		]);
		const empty = await refusal(importing.importCases(app, actor, slug, { files: books }));
		expect(empty.message).toBe('The files hold no case.');
		expect(await everyRow(db, (t) => t.cases)).toHaveLength(3);
	});
});
