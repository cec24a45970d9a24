/** Files that are sent once, mappings that are kept, and imports that a job carries out and somebody may stop. */
import { describe, expect, it } from 'vitest';
import { caseMappingSchema } from '#lib/domain/mapping.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import type { Actor } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as members from '#lib/server/store/members.ts';
import { onEach } from '../databases.ts';
import { aMember, aStudy, everyRow, everything, HOUR, START, write } from '../support.ts';
import { anEmptyStudy, bytes, refusal } from './importing-support.ts';

const kit = () => new Map([...smallKit()].map(([path, one]) => [`kit/${path}`, one]));

/** A kit of many cases, so that its import has several slices. */
function manyTables(cases: number): Map<string, Uint8Array> {
	const ids = Array.from({ length: cases }, (_, at) => `Card${String(at + 1).padStart(4, '0')}`);
	const actions = ids.flatMap((id) =>
		Array.from({ length: 20 }, (_, at) => `${id},${at + 1},Do this,Diagnostic`)
	);
	return new Map([
		['cases.csv', bytes(['case,presentation', ...ids.map((id) => `${id},A person.`)].join('\n'))],
		['actions.csv', bytes(['case,number,text,category', ...actions].join('\n'))]
	]);
}

const WORKS: errands.ErrandWorks = {
	release: () => Promise.reject(new Error('No release was asked for.')),
	'import-cases': importing.carryOutCases,
	'import-ratings': importing.carryOutRatings,
	score: () => Promise.reject(new Error('No figures were asked for.'))
};

const mappingNamed = (name: string, column = 'Fall') =>
	caseMappingSchema.parse({
		...{ mapping: 1, name, purpose: 'cases' },
		tables: [{ case: { case: { column } } }]
	});

const isOfStudy = (row: string) => /^(cases|actions|imports|specialties|auditEvents) /.test(row);
/** Every row that an import may touch. */
const ofStudy = async (db: Database) => (await everything(db)).filter(isOfStudy);

async function asked(at: Awaited<ReturnType<typeof anEmptyStudy>>, files: Map<string, Uint8Array>) {
	const { app, actor, slug } = at;
	const upload = await importing.keepFiles(app, actor, slug, files);
	return importing.importSoon(app, actor, slug, 'import-cases', { upload });
}

onEach(({ fresh }) => {
	describe('files that are sent', () => {
		it('are kept in parts, whole, for a day', async () => {
			const db = await fresh();
			const { app, actor, slug } = await anEmptyStudy(db);
			const large = Uint8Array.from({ length: 600_000 }, (_, at) => (at * 7) % 251);
			const id = await importing.keepUpload(app, actor, slug, { name: 'a.bin', bytes: large });
			expect((await everyRow(db, (t) => t.uploadParts)).map(({ part }) => part)).toEqual([0, 1, 2]);
			const kept = await everyRow(db, (t) => t.uploadParts);
			expect(Buffer.concat(kept.map(({ content }) => content)).equals(large)).toBe(true);
			expect(await importing.findUpload(app, actor, slug, id)).toEqual({
				...{ id, name: 'a.bin', size: 600_000 }
			});
			app.pass(23 * HOUR);
			await operations.keepHouse(app);
			expect(await everyRow(db, (t) => t.uploads)).toHaveLength(1);
			app.pass(2 * HOUR);
			await operations.keepHouse(app);
			expect(await everyRow(db, (t) => t.uploads)).toEqual([]);
			expect(await everyRow(db, (t) => t.uploadParts)).toEqual([]);
			const thrown = await refusal(importing.findUpload(app, actor, slug, id));
			expect(thrown).toMatchObject({ kind: 'missing' });
		});

		it('belong to one study, and are thrown away when nobody wants them', async () => {
			const db = await fresh();
			const { app, actor, slug } = await anEmptyStudy(db);
			const other = await aStudy(db);
			const { actor: theirs } = await aMember(db, other, 'coordinator');
			const id = await importing.keepFiles(app, actor, slug, kit());
			const look = (by: Actor, of: string) => importing.look(app, by, of, { upload: id });
			expect(await look(actor, slug)).toMatchObject({ own: 'cases', upload: { name: 'kit.zip' } });
			expect(await refusal(look(theirs, other.slug))).toMatchObject({ kind: 'missing' });
			await importing.dropUpload(app, theirs, other.slug, id);
			expect(await look(actor, slug)).toMatchObject({ own: 'cases' });
			await importing.dropUpload(app, actor, slug, id);
			expect(await refusal(look(actor, slug))).toMatchObject({ kind: 'missing' });
			expect(await everyRow(db, (t) => t.uploadParts)).toEqual([]);
		});

		it('are refused over the limit, with the file and how large it is', async () => {
			const { app, actor, slug } = await anEmptyStudy(await fresh());
			const large = new Map([['a.csv', new Uint8Array(64 * 1024 * 1024 + 1)]]);
			const thrown = await refusal(importing.keepFiles(app, actor, slug, large));
			expect(thrown.kind).toBe('limit');
			expect(thrown.message).toMatch(/^a\.csv: has 64 MiB/);
		});

		it('are not taken for an archived study', async () => {
			const { app, actor, slug, db } = await anArchivedStudy(await fresh());
			const thrown = await refusal(importing.keepFiles(app, actor, slug, kit()));
			expect(thrown).toMatchObject({ kind: 'conflict' });
			expect(await everyRow(db, (t) => t.uploads)).toEqual([]);
		});
	});

	describe('what a mapping would make of files', () => {
		const mapping = caseMappingSchema.parse({
			...{ mapping: 1, name: 'Mine', purpose: 'cases' },
			tables: [
				{
					case: { case: { column: 'Fall' }, presentation: { column: 'Text' } },
					actions: [{ text: { column: 'Rat' }, category: { column: 'Art' } }]
				}
			]
		});
		const table = (...rows: string[]) =>
			new Map([['a.csv', bytes(['Fall,Text,Rat,Art', ...rows].join('\n'))]]);

		it('takes codes for those of the study, as the import does', async () => {
			const { app, actor, slug } = await anEmptyStudy(await fresh());
			const first = { files: table('Card1,A man.,Wait,Drug'), mapping };
			await importing.importCases(app, actor, slug, first);
			const files = table('Card2,A woman.,Go,drug');
			const upload = await importing.keepFiles(app, actor, slug, files);
			const note = 'category: "drug" for "Drug" taken as the same.';
			const { preview } = await importing.preview(app, actor, slug, { upload, mapping });
			expect(preview!.notes).toContain(note);
			await importing.saveMapping(app, actor, slug, { mapping, used: null });
			const { shown } = await importing.look(app, actor, slug, { upload });
			expect(shown!.preview!.notes).toContain(note);
		});

		it('is held against the limits of the installation', async () => {
			const { app, actor, slug } = await anEmptyStudy(await fresh());
			const many = await importing.keepFiles(app, actor, slug, table('A1,P,a,K', 'A1,P,b,K'));
			const large = table(`A1,${'P'.repeat(200)},Wait,K`);
			const kept = await importing.keepFiles(app, actor, slug, large);
			app.limits = { ...app.limits, actions: 1, fileBytes: 100 };
			const { preview } = await importing.preview(app, actor, slug, { upload: many, mapping });
			expect(preview!.problems.map(({ message }) => message)).toEqual([
				expect.stringContaining('has more rows than are read: at most 1 a file.')
			]);
			const again = importing.keepFiles(app, actor, slug, large);
			expect(await refusal(again)).toMatchObject({ kind: 'limit' });
			const { tables, problems } = await importing.look(app, actor, slug, { upload: kept });
			expect(tables).toEqual([]);
			expect(problems).toMatchObject([{ where: 'a.csv' }]);
		});
	});

	describe('an import that a job carries out', () => {
		it('brings the cases in, and says what came of it', async () => {
			const db = await fresh();
			const at = await anEmptyStudy(db);
			const id = await asked(at, kit());
			expect(await importing.underWay(at.app, at.actor, at.slug)).toMatchObject({ errand: id });
			await errands.carryOut(at.app, id, WORKS);
			expect(await errands.show(at.app, at.actor, at.slug, id)).toMatchObject({
				...{ state: 'done', outcome: { applied: true, cases: { new: 3 } } }
			});
			expect(await importing.underWay(at.app, at.actor, at.slug)).toBeNull();
			expect(await everyRow(db, (t) => t.cases)).toHaveLength(3);
		});

		it('changes nothing where it is stopped in the middle', async () => {
			const db = await fresh();
			const at = await anEmptyStudy(db);
			const { app, actor, slug } = at;
			const id = await asked(at, manyTables(120));
			const before = await ofStudy(db);
			let staged = 0;
			await errands.carryOut(app, id, {
				...WORKS,
				'import-cases': async (of, task, { signal }) => {
					const stopping = new AbortController();
					const onProgress = ({ done }: { done: number }) => {
						staged = done;
						stopping.abort();
					};
					const course = { onProgress, signal: stopping.signal };
					const stopped = importing.carryOutCases(of, task, course);
					const why = await stopped.catch((error: unknown) => error);
					await errands.stop(app, actor, slug, id);
					await expect.poll(() => signal.aborted, { timeout: 5_000 }).toBe(true);
					throw why;
				}
			});
			expect(staged).toBeGreaterThan(0);
			expect(staged).toBeLessThan(120);
			expect(await errands.show(app, actor, slug, id)).toMatchObject({ state: 'stopped' });
			expect(await ofStudy(db)).toEqual(before);
			// Nothing of it stands in the way of the next one.
			await errands.carryOut(app, await asked(at, manyTables(2)), WORKS);
		});

		it('keeps every problem where it is refused', async () => {
			const db = await fresh();
			const at = await anEmptyStudy(db);
			const files = manyTables(3);
			files.set(
				'actions.csv',
				bytes('case,number,text,category\nCard0001,x,,Diagnostic\nNone,1,Do,D\n')
			);
			const before = await ofStudy(db);
			const id = await asked(at, files);
			await errands.carryOut(at.app, id, WORKS);
			const { state, refusal: why } = await errands.show(at.app, at.actor, at.slug, id);
			expect(state).toBe('refused');
			expect(why!.problems.map(({ line }) => line)).toEqual(expect.arrayContaining([2, 3]));
			expect(await ofStudy(db)).toEqual(before);
		});

		it('is asked for once at a time, and for files that are there', async () => {
			const at = await anEmptyStudy(await fresh());
			const { app, actor, slug } = at;
			const upload = 'none';
			const none = importing.importSoon(app, actor, slug, 'import-cases', { upload });
			expect(await refusal(none)).toMatchObject({ kind: 'missing' });
			await asked(at, kit());
			expect(await refusal(asked(at, kit()))).toMatchObject({ kind: 'conflict' });
		});
	});

	describe('mappings that are kept', () => {
		it('have a name each, and whoever saw an older one is told', async () => {
			const { app, actor, slug } = await anEmptyStudy(await fresh());
			const save = (name: string, used: { id: number; seen: number } | null, column?: string) =>
				importing.saveMapping(app, actor, slug, { mapping: mappingNamed(name, column), used });
			const first = await save('Monthly', null);
			expect(await refusal(save('Monthly', null))).toMatchObject({ kind: 'conflict' });
			app.pass(HOUR);
			const second = await save('Monthly', first, 'Nummer');
			expect(second).toEqual({ id: first.id, seen: first.seen + HOUR });
			expect(await refusal(save('Monthly', first))).toMatchObject({ kind: 'conflict' });
			const other = await save('Weekly', null);
			const rename = (name: string) =>
				importing.renameMapping(app, actor, slug, { ...other, name });
			expect(await refusal(rename('Monthly'))).toMatchObject({ kind: 'conflict' });
			await rename(' Daily ');
			const names = async () =>
				(await importing.mappings(app, actor, slug)).map(({ name }) => name);
			expect(await names()).toEqual(['Daily', 'Monthly']);
			await importing.removeMapping(app, actor, slug, second);
			expect(await names()).toEqual(['Daily']);
		});

		it('are offered in the other studies that somebody runs, and to nobody else', async () => {
			const db = await fresh();
			const { app, actor, slug } = await anEmptyStudy(db);
			const other = await aStudy(db);
			const colleague = await aMember(db, other, 'coordinator');
			await importing.saveMapping(app, actor, slug, {
				...{ mapping: mappingNamed('Monthly'), used: null }
			});
			const offered = async (by: Actor) => {
				const files = new Map([['neu.csv', bytes('Fall;Text\n1;Eine Frau.\n')]]);
				const upload = await importing.keepFiles(app, by, other.slug, files);
				return (await importing.look(app, by, other.slug, { upload })).fitting;
			};
			expect(await offered(colleague.actor)).toEqual([]);
			await write(db, (tx) =>
				members.insert(tx, {
					...{ studyId: other.id, userId: actor.id!, role: 'coordinator', createdAt: START }
				})
			);
			expect(await offered(actor)).toMatchObject([{ name: 'Monthly', from: `The study ${slug}` }]);
		});
	});
});

async function anArchivedStudy(db: Database) {
	const at = await anEmptyStudy(db);
	await rounds.setLocked(at.app, at.actor, at.slug, true);
	await studies.archive(at.app, at.actor, at.slug);
	return { ...at, db };
}
