/** What a coordinator chooses of a study for a release, and that nothing else of it leaves. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#lib/domain/case.ts';
import type { ReleaseOptionsInput } from '#lib/domain/release.ts';
import { encode, type Files } from '#lib/formats/files.ts';
import { smallKit, textOf } from '#lib/formats/fixture.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import { insert, update } from '#lib/server/db/rows.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as members from '#lib/server/store/members.ts';
import { onEach } from '../databases.ts';
import { aMember, anAssignment, ask, MINUTE, START, write } from '../support.ts';
import { aRatedStudy, CASE, json, lines, wholeOf } from './releasing-support.ts';
import { aRatedRound } from './rounds-support.ts';

type At = Pick<Awaited<ReturnType<typeof aRatedStudy>>, 'app' | 'actor' | 'slug'>;

async function release({ app, actor, slug }: At, options: ReleaseOptionsInput): Promise<Files> {
	const { number } = await releasing.create(app, actor, slug, options);
	const files = await releasing.files(app, actor, slug, number);
	expect(verifyRelease(files).problems).toEqual([]);
	return files;
}

const casesIn = (files: Files) => lines(files, 'tables/cases.jsonl').map((line) => line['case']);
const idsIn = (files: Files, table: string) =>
	new Set(lines(files, `tables/${table}.jsonl`).map((line) => line['case']));

/** A word that is nowhere but in the case that is held out. */
const CANARY = 'xanthippe';

/** The small kit, whose Card900 is held out, with the canary wherever a case of a kit has words. */
function kitWithCanary(): Files {
	const files = smallKit();
	const path = `dataset/rubrics/${CASE}.json`;
	const rubric = JSON.parse(textOf(files, path)) as JsonObject;
	const told = rubric['case'] as JsonObject;
	told['presentation'] = `${CANARY} ${String(told['presentation'])}`;
	rubric[`note-${CANARY}`] = CANARY;
	for (const option of rubric['options'] as JsonObject[]) {
		option['text'] = `${CANARY} ${String(option['text'])}`;
		option[`why-${CANARY}`] = CANARY;
	}
	files.set(path, encode(JSON.stringify(rubric)));
	files.set(`guidance/${CASE}.yaml`, encode(`case_id: ${CASE}\nspirit: ${CANARY}\n`));
	return files;
}

/** A study of that kit: Card900 rated by three and ruled on with the canary, ID901 rated by one. */
async function aStudyWithCanary(db: Parameters<typeof aRatedStudy>[0]) {
	const study = await aRatedStudy(db);
	const { app, actor, slug, actions, raters, item } = study;
	await importing.importCases(app, actor, slug, await importing.read(kitWithCanary()), {
		rewording: 'mend'
	});
	await write(db, function* (tx) {
		yield* adjudications.rule(tx, {
			...{ actionId: actions[1]!.id, userId: raters[0]!.id, score: 3 as const },
			...{ reason: `${CANARY} says so.`, createdAt: START }
		});
		const { cases, ratings } = tx.t;
		const source = { ...item.source, table: { [`column-${CANARY}`]: CANARY } };
		yield* update(tx, cases, { id: item.id }, { source });
		const comment = { comment: `a ${CANARY} thought` };
		yield* update(tx, ratings, { actionId: actions[0]!.id }, comment);
	});
	return study;
}

onEach(({ fresh }) => {
	describe('the open part of a study', () => {
		const OPEN = { part: 'open', includeComments: true, includeTimes: true } as const;

		it('holds no byte of a case that is held out, nor its id', async () => {
			const db = await fresh();
			const study = await aStudyWithCanary(db);
			await rateOther(db, study);
			const all = await release(study, { ...OPEN, part: 'all' });
			const everywhere = [...all].filter(([, bytes]) => holds(bytes, CANARY));
			// Otherwise the test would find nothing, whatever leaves.
			expect(everywhere.length).toBeGreaterThan(10);
			const files = await release(study, { ...OPEN, cases: [CASE, 'ID901', 'Derm902'] });
			for (const [path, bytes] of files) {
				for (const word of [CANARY, CASE]) {
					expect(holds(bytes, word), `${word} in ${path}`).toBe(false);
					expect(path).not.toContain(word);
				}
			}
			expect(casesIn(files)).toEqual(
				['ID901', 'Derm902'].filter((id) => casesIn(all).includes(id))
			);
			const archive = await releasing.archive(study.app, study.actor, study.slug, 2);
			expect(holds(await wholeOf(archive), CASE)).toBe(false);
			expect(json(files, 'manifest.json').filters).toMatchObject({ part: 'open' });
		});

		it('does not name a case that is held out from now on', async () => {
			const db = await fresh();
			const study = await aStudyWithCanary(db);
			await rateOther(db, study);
			expect(casesIn(await release(study, OPEN))).toContain('Derm902');
			const where = { studyId: study.study.id, externalId: 'Derm902' };
			await write(db, (tx) => update(tx, tx.t.cases, where, { heldOut: true }));
			const files = await release(study, OPEN);
			expect(casesIn(files)).toEqual(['ID901']);
			for (const [path, bytes] of files) expect(holds(bytes, 'Derm902'), path).toBe(false);
		});

		it('and the part that is held out are the whole', async () => {
			const db = await fresh();
			const study = await aStudyWithCanary(db);
			await rateOther(db, study);
			const [all, open, heldOut] = [
				await release(study, {}),
				await release(study, { part: 'open' }),
				await release(study, { part: 'held-out' })
			];
			expect(casesIn(heldOut)).toEqual([CASE]);
			expect([...casesIn(open), ...casesIn(heldOut)].sort()).toEqual(casesIn(all).sort());
			expect(idsIn(heldOut, 'ratings')).toEqual(new Set([CASE]));
			expect(json(heldOut, `kit/dataset/rubrics/${CASE}.json`)).toMatchObject({ open: false });
			for (const [files, count] of [
				[open, casesIn(open).length],
				[heldOut, 1]
			] as const) {
				expect(json(files, 'manifest.json').counts.cases).toBe(count);
			}
		});
	});

	describe('what was chosen', () => {
		it('by specialty and by id is in, and nothing else; its manifest and its card say so', async () => {
			const { app, coordinator, slug } = await aRatedRound(await fresh());
			const study = { app, slug, actor: coordinator.actor };
			const byId = await release(study, { cases: ['Derm002'] });
			for (const table of ['cases', 'actions', 'ratings', 'final']) {
				expect(idsIn(byId, table)).toEqual(new Set(['Derm002']));
			}
			expect(json(byId, 'manifest.json').filters).toMatchObject({ cases: ['Derm002'] });
			expect(json(byId, 'agreement.json')).toMatchObject({ units: 2 });
			const bySpecialty = await release(study, { specialties: ['Card'] });
			expect(casesIn(bySpecialty)).toEqual(['Card001']);
			const card = new TextDecoder().decode(bySpecialty.get('README.md'));
			expect(card).toContain('Only cases of these specialties: Card.');
		});

		it('and is not there is named, and nothing is made', async () => {
			const { app, coordinator, slug } = await aRatedRound(await fresh());
			const make = (options: ReleaseOptionsInput) =>
				releasing.create(app, coordinator.actor, slug, options);
			await expect(make({ cases: ['Derm002', 'Derm999'] })).rejects.toMatchObject({
				kind: 'invalid',
				message: expect.stringContaining('There is no case "Derm999".')
			});
			await expect(make({ specialties: ['Neuro'] })).rejects.toThrow(/specialty "Neuro"/);
			await expect(make({ throughRound: 2 })).rejects.toThrow(/no round 2/);
			await expect(make({ part: 'held-out' })).rejects.toThrow(/leave no case/);
			expect(await releasing.list(app, coordinator.actor, slug)).toEqual([]);
		});

		it('leaves out cases that are not complete', async () => {
			const FIRST = [[[5, 5, 5]], [[5, 5, null]]];
			const { app, coordinator, slug } = await aRatedRound(await fresh(), FIRST);
			const study = { app, slug, actor: coordinator.actor };
			const files = await release(study, { completeOnly: true });
			expect(casesIn(files)).toEqual(['Card001']);
			expect(casesIn(await release(study, {}))).toEqual(['Card001', 'Derm002']);
		});

		it('decides by another rule than that of the study', async () => {
			// A median of 9 that not all have given is 8 by the strict rule.
			const { app, coordinator, slug } = await aRatedRound(await fresh(), [[[9, 9, 8]]]);
			const study = { app, slug, actor: coordinator.actor };
			const score = (files: Files) => lines(files, 'tables/final.jsonl')[0]!['score'];
			expect(score(await release(study, {}))).toBe(9);
			const strict = await release(study, { consensus: { rule: 'noharm-strict', band: 3 } });
			expect(score(strict)).toBe(8);
			expect(json(strict, 'manifest.json').rules).toMatchObject({
				...{ consensus: 'noharm-strict', band: 3 }
			});
		});

		it('names raters as they call themselves, two of one name apart, and gives nobody a pseudonym', async () => {
			const db = await fresh();
			const { app, coordinator, slug, study, items } = await aRatedRound(db);
			const namesake = await aMember(db, study, 'rater', { name: 'Rater Two' });
			const { id } = await anAssignment(db, study, items[0]!, namesake);
			await write(db, function* (tx) {
				yield* update(tx, tx.t.assignments, { id }, { state: 'submitted' });
				yield* insert(tx, tx.t.ratings, {
					...{ assignmentId: id, actionId: items[0]!.actions[0]!.id, score: 5 as const },
					...{ comment: '', flags: [], activeMs: 0, version: 1 },
					...{ createdAt: START, updatedAt: START }
				});
			});
			const at = { app, slug, actor: coordinator.actor };
			const raters = (files: Files) =>
				[...new Set(lines(files, 'tables/ratings.jsonl').map((line) => line['rater']))].sort();
			const files = await release(at, { pseudonyms: false });
			expect(raters(files)).toEqual(['Rater One', 'Rater Three', 'Rater Two', 'Rater Two (2)']);
			expect(new TextDecoder().decode(files.get('README.md'))).toContain('appear by name');
			const people = await ask(db, members.ofStudy, { studyId: study.id });
			expect(people.every(({ pseudonym }) => pseudonym === null)).toBe(true);
			expect(raters(await release(at, {}))).toEqual(['R01', 'R02', 'R03', 'R04']);
		});
	});

	describe('a release that ends with a round', () => {
		it('holds ratings, final scores and stories as they were when the next was opened', async () => {
			const db = await fresh();
			const { app, coordinator, slug, items, raters, ...at } = await aRatedRound(db);
			const study = { app, slug, actor: coordinator.actor };
			const before = await release(study, {});
			app.pass(MINUTE);
			await at.close();
			await at.openNext();
			app.pass(MINUTE);
			for (const rater of raters.keys()) await at.rateAgain(rater, items[0]!, [5]);
			await write(db, (tx) =>
				adjudications.rule(tx, {
					...{ actionId: items[1]!.actions[1]!.id, userId: coordinator.id, score: 6 as const },
					...{ reason: 'Later.', createdAt: app.now() }
				})
			);
			const now = await release(study, {});
			expect(lines(now, 'tables/final.jsonl')[0]).toMatchObject({ score: 5 });
			expect(lines(now, 'tables/final.jsonl').at(-1)).toMatchObject({ basis: 'adjudicated' });
			const then = await release(study, { throughRound: 1 });
			for (const path of ['tables/ratings.csv', 'tables/final.csv', 'tables/matrix.csv']) {
				expect(then.get(path), path).toEqual(before.get(path));
			}
			// Nothing had befallen an action but one round of ratings.
			expect(then.get('tables/stories.jsonl')).toHaveLength(0);
			expect(lines(now, 'tables/stories.jsonl').map(({ event }) => event)).toContain('ruled');
			expect(json(then, 'manifest.json').filters).toMatchObject({ throughRound: 1 });
		});
	});
});

const holds = (bytes: Uint8Array, word: string) => Buffer.from(bytes).includes(word);

/** Has ID901 rated by the same three, so that an open part has ratings. */
async function rateOther(
	db: Parameters<typeof aRatedStudy>[0],
	{ study, raters }: Awaited<ReturnType<typeof aRatedStudy>>
): Promise<void> {
	const item = (await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'ID901' }))!;
	const asked = await ask(db, cases.actions, { caseId: item.id });
	for (const rater of raters) {
		const { id } = await anAssignment(db, study, item, rater);
		await write(db, function* (tx) {
			yield* update(tx, tx.t.assignments, { id }, { state: 'submitted' });
			for (const { id: actionId } of asked) {
				yield* insert(tx, tx.t.ratings, {
					...{ assignmentId: id, actionId, score: 7 as const, comment: '', flags: [] },
					...{ activeMs: 0, version: 1, createdAt: START, updatedAt: START }
				});
			}
		});
	}
}
