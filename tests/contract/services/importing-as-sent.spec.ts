/** Files as people send them (tests/contract/import-cases), each with what must come of it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { report } from '#lib/agreement/report.ts';
import { describe as inWords, type Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import { readMatrix } from '#lib/formats/tables.ts';
import { unzip } from '#lib/formats/zip.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as cases from '#lib/server/store/cases.ts';
import { onEach, sql } from '../databases.ts';
import { ask } from '../support.ts';
import { anEmptyStudy, refusal } from './importing-support.ts';

const FOLDER = join(import.meta.dirname, '../import-cases');

type Case = {
	input: string;
	kind: 'ratings' | 'tables' | 'matrix' | 'sequence' | 'note';
	ok?: boolean;
	scores?: Record<string, number> | null;
	says?: string[];
	why?: string;
	files?: string[];
	same?: string[];
	raters?: number;
};

const ALL = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Case[];
const of = (kind: Case['kind']) => ALL.filter((one) => one.kind === kind);

const bytesOf = (path: string) => new Uint8Array(readFileSync(join(FOLDER, path)));

/** The files of a folder or a zip, by their paths in it. */
async function filesOf(path: string): Promise<Files> {
	const root = join(FOLDER, path);
	if (statSync(root).isFile()) return unzip(bytesOf(path));
	const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
	const files = names.filter((name) => statSync(join(root, name)).isFile());
	return new Map(files.map((name) => [name, bytesOf(join(path, name))]));
}

/** The study that the ratings belong to. */
async function theBase(db: Database) {
	const empty = await anEmptyStudy(db);
	const { app, actor, slug } = empty;
	await importing.importCases(app, actor, slug, { files: await filesOf('base') });
	return empty;
}

/** Scores by case, action and rater, as `Card001/1/Cara`. */
async function scoresIn(db: Database): Promise<Record<string, number | null>> {
	const rows = await sql(
		db,
		`select c.external_id, a.number, u.name, r.score from ratings r
		join assignments s on s.id = r.assignment_id join members m on m.id = s.member_id
		join users u on u.id = m.user_id join actions a on a.id = r.action_id
		join cases c on c.id = a.case_id`
	);
	return Object.fromEntries(
		rows.map((row) => [
			`${row['external_id'] as string}/${row['number'] as number}/${row['name'] as string}`,
			row['score'] as number | null
		])
	);
}

const said = ({ message, problems }: Refusal) => [message, ...problems.map(inWords)].join('\n');

onEach(({ fresh }) => {
	describe('ratings as people send them', () => {
		it.each(of('ratings').filter(({ input }) => input !== 'headers-other-case.csv'))(
			'$input: $why',
			async ({ input, ok, scores, says = [] }) => {
				const db = await fresh();
				const { app, actor, slug } = await theBase(db);
				const importIt = importing.importRatings(app, actor, slug, bytesOf(input));
				if (ok === true) {
					const { new: added } = await importIt;
					const stored = await scoresIn(db);
					expect(Object.keys(stored)).toHaveLength(added);
					if (scores == null) expect(added).toBeGreaterThan(0);
					else expect(stored).toEqual(scores);
				} else {
					const refused = said(await refusal(importIt));
					for (const word of says) expect(refused).toContain(word);
					expect(await scoresIn(db)).toEqual({});
				}
			}
		);

		it('headers-other-case.csv: refused by the round there is not, and read where it is', async () => {
			const db = await fresh();
			const { app, actor, slug } = await theBase(db);
			const file = bytesOf('headers-other-case.csv');
			const refused = await refusal(importing.importRatings(app, actor, slug, file));
			expect(said(refused)).toContain('round');
			const first = new TextDecoder().decode(file).replaceAll(',2\n', ',1\n');
			const { notes } = await importing.importRatings(
				app,
				actor,
				slug,
				new TextEncoder().encode(first)
			);
			const { scores } = of('ratings').find(({ input }) => input === 'headers-other-case.csv')!;
			expect(await scoresIn(db)).toEqual(scores);
			expect(notes).toEqual([
				'ratings.csv: the column "Flag" is not known and is not used. Is "Flag" meant to be flags?'
			]);
			const comments = await sql(db, 'select comment from ratings order by id');
			expect(comments.map(({ comment }) => comment)).toEqual([
				'Dose is wrong for renal failure',
				'a note'
			]);
		});

		it('missing-words.csv: says it once, and on which lines', async () => {
			const db = await fresh();
			const { app, actor, slug } = await theBase(db);
			const { problems } = await refusal(
				importing.importRatings(app, actor, slug, bytesOf('missing-words.csv'))
			);
			expect(problems).toHaveLength(1);
			expect(problems[0]).toMatchObject({
				line: 2,
				message: expect.stringMatching(/^score is empty: .* Also on lines 3, 4, 5\.$/)
			});
		});

		it('rows-of-commas.csv: says how many rows were passed over', async () => {
			const db = await fresh();
			const { app, actor, slug } = await theBase(db);
			const found = await importing.importRatings(app, actor, slug, bytesOf('rows-of-commas.csv'), {
				dryRun: true
			});
			expect(found.notes).toEqual(['ratings.csv: 2 rows with nothing in them passed over.']);
		});

		it.each(of('sequence'))('$input: $why', async ({ input, files = [], raters }) => {
			const db = await fresh();
			const { app, actor, slug } = await theBase(db);
			const outcomes = [];
			for (const name of files) {
				outcomes.push(await importing.importRatings(app, actor, slug, bytesOf(join(input, name))));
			}
			const names = new Set(Object.keys(await scoresIn(db)).map((key) => key.split('/')[2]));
			expect(names.size).toBe(raters);
			expect(outcomes.at(-1)).toMatchObject({ new: 0, changed: 0, unchanged: 1, newRaters: [] });
			expect(outcomes.at(-1)!.notes.join()).toMatch(/^rater: .*taken as the same\.$/);
		});

		it('names that are nearly alike are two people, and a question', async () => {
			const db = await fresh();
			const { app, actor, slug } = await theBase(db);
			const lines = [
				'case,action,rater,score',
				'Card001,1,Carla Smith,9',
				'Card001,1,Carla Smit,8'
			];
			const file = new TextEncoder().encode(lines.join('\n'));
			const { newRaters, notes } = await importing.importRatings(app, actor, slug, file);
			expect(newRaters).toEqual(['Carla Smith', 'Carla Smit']);
			expect(notes).toEqual([
				'rater: "Carla Smith" and "Carla Smit" are nearly alike and are taken as different people. Are they?'
			]);
		});

		it('dates.csv: what is on no calendar is refused with line and field', async () => {
			const db = await fresh();
			const { app, actor, slug } = await theBase(db);
			const { problems } = await refusal(
				importing.importRatings(app, actor, slug, bytesOf('dates.csv'))
			);
			const times = problems.filter(({ field }) => field === 'rated_at').map(({ line }) => line);
			expect(times).toEqual([2, 5]);
		});
	});

	describe('tables as people send them', () => {
		it.each(of('tables'))('$input: $why', async ({ input, ok, says = [] }) => {
			const db = await fresh();
			const { app, study, actor, slug } = await anEmptyStudy(db);
			const importIt = importing.importCases(app, actor, slug, { files: await filesOf(input) });
			if (ok === true) {
				expect((await importIt).cases.new).toBeGreaterThan(0);
			} else {
				const refused = said(await refusal(importIt));
				for (const word of says) expect(refused).toContain(word);
				expect(await ask(db, cases.places, { studyId: study.id })).toEqual([]);
			}
		});

		it('an id that would be the file of another case of the study is refused', async () => {
			const db = await fresh();
			const { app, actor, slug } = await theBase(db);
			const texts: [string, string][] = [
				['cases.csv', 'case,presentation\ncard001,P\n'],
				['actions.csv', 'case,number,text,category\ncard001,1,Do,Drug\n']
			];
			const files = new Map(texts.map(([path, text]) => [path, new TextEncoder().encode(text)]));
			const refused = await refusal(importing.importCases(app, actor, slug, { files }));
			expect(said(refused)).toContain('case is "card001", and there is "Card001"');
		});

		it('specialty-case: one specialty, and said', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await anEmptyStudy(db);
			const { notes } = await importing.importCases(app, actor, slug, {
				files: await filesOf('specialty-case')
			});
			const stored = await sql(
				db,
				`select distinct specialty from cases where study_id = ${study.id}`
			);
			expect(stored).toEqual([{ specialty: 'Cardiology' }]);
			expect(notes).toContain('specialty: "cardiology" for "Cardiology" taken as the same.');
		});

		it('codes that the study has already are read however they are written', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await theBase(db);
			const more = {
				'cases.csv': 'case,specialty,presentation\nCard003,CARD,P\n',
				'actions.csv': 'case,number,text,category\nCard003,1,Do,drug\n'
			};
			const files = Object.entries(more).map(([path, text]): [string, Uint8Array] => [
				path,
				new TextEncoder().encode(text)
			]);
			await importing.importCases(app, actor, slug, { files: new Map(files) });
			const stored = await sql(
				db,
				`select c.specialty, a.category from cases c join actions a on a.case_id = c.id
				where c.study_id = ${study.id} and c.external_id = 'Card003'`
			);
			expect(stored).toEqual([{ specialty: 'Card', category: 'Drug' }]);
		});

		it('tables-other-headers: every column is the known one', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await anEmptyStudy(db);
			const { notes } = await importing.importCases(app, actor, slug, {
				files: await filesOf('tables-other-headers')
			});
			expect(notes).toEqual([]);
			const stored = await sql(
				db,
				`select c.specialty, c.question, c.reference, a.group_name, a.group_type, a.is_harm_of_inaction
				from cases c join actions a on a.case_id = c.id where c.study_id = ${study.id} order by a.number`
			);
			const given = { specialty: 'Nephrology', question: 'What next?', reference: 'ref' };
			expect(
				stored.map((row) => ({ ...row, is_harm_of_inaction: Boolean(row['is_harm_of_inaction']) }))
			).toEqual([
				{ ...given, group_name: 'g1', group_type: 'alternative', is_harm_of_inaction: false },
				{ ...given, group_name: 'g1', group_type: 'alternative', is_harm_of_inaction: true }
			]);
		});
	});
});

it.each(of('matrix'))('$input: $why', ({ input, same = [] }) => {
	const found = same.map((name) => {
		const { problems, raters, table } = readMatrix(bytesOf(join(input, name)));
		expect(problems).toEqual([]);
		return { raters, report: report(table) };
	});
	expect(found[0]!.raters).toEqual(['A', 'B']);
	for (const other of found.slice(1)) expect(other).toEqual(found[0]);
});
