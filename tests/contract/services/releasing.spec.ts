import { describe, expect, it } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { sha256, type Files } from '#lib/formats/files.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import { unzip } from '#lib/formats/zip.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as wording from '#lib/server/services/wording/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import * as members from '#lib/server/store/members.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	ask,
	aStudy,
	scored,
	START,
	write
} from '../support.ts';
import {
	aRatedStudy,
	CASE,
	decode,
	given,
	json,
	lines,
	NUMBERS,
	wholeOf
} from './releasing-support.ts';

/** The release of a study that was just made, as its files. */
async function filesOf(
	{ app, actor, slug }: Pick<Awaited<ReturnType<typeof aRatedStudy>>, 'app' | 'actor' | 'slug'>,
	options: Parameters<typeof releasing.create>[3] = {}
): Promise<Files> {
	const { number } = await releasing.create(app, actor, slug, options);
	const files = await releasing.files(app, actor, slug, number);
	expect(verifyRelease(files).problems).toEqual([]);
	return files;
}

/** A study whose raters, as many as wanted, have each signed one case. */
async function aSignedStudy(db: Database, raters: number) {
	const app = anApp(db);
	const study = await aStudy(db);
	const { actor } = await aMember(db, study, 'coordinator');
	const item = await aCase(db, study, { actions: 1 });
	const joined: number[] = [];
	for (let count = 0; count < raters; count += 1) {
		const rater = await aMember(db, study, 'rater');
		const { id } = await anAssignment(db, study, item, rater);
		await rating.saveRating(app, rater.actor, id, aSave(item.actions[0]!.id, 0, scored(7)));
		await rating.submitCase(app, rater.actor, id);
		joined.push(rater.memberId);
	}
	return { app, study, slug: study.slug, actor, joined };
}

onEach(({ fresh }) => {
	describe('a release', () => {
		it('is refused of a study without cases, and of one whose ratings nobody has signed', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db);
			const { actor } = await aMember(db, study, 'coordinator');
			await expect(releasing.create(app, actor, study.slug, {})).rejects.toThrow(/has no cases/);
			const rated = await aRatedStudy(db, 0);
			await expect(releasing.create(rated.app, rated.actor, rated.slug, {})).rejects.toThrow(
				/submitted/
			);
			expect(await releasing.list(rated.app, rated.actor, rated.slug)).toEqual([]);
		});

		it('prints the words of the study, and is another one once they have changed', async () => {
			const at = await aSignedStudy(await fresh(), 2);
			const { app, actor, slug } = at;
			await filesOf(at);
			const scaleWords = { 9: { label: 'Always', meaning: 'in any hospital of ours' } };
			await wording.changeWords(app, actor, slug, { scaleWords, note: 'Plainer.' });
			const files = await filesOf(at);
			expect(decode(files.get('README.md')!)).toContain('| 9 | Always | in any hospital of ours |');
			expect(json(files, 'manifest.json')).toMatchObject({ rules: { words: 2 } });
			await expect(filesOf(at)).rejects.toThrow(/holds exactly this already/);
		});

		it('of an unrated study has its reference scores as they came', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db);
			const { actor } = await aMember(db, study, 'coordinator');
			await importing.importCases(app, actor, study.slug, await importing.read(smallKit()));
			const { number } = await releasing.create(app, actor, study.slug, {});
			const files = await releasing.files(app, actor, study.slug, number);
			expect(verifyRelease(files).problems).toEqual([]);
			expect(json(files, `kit/dataset/rubrics/${CASE}.json`)).toEqual(
				json(smallKit(), `dataset/rubrics/${CASE}.json`)
			);
		});

		it('has the final score of every resolved action, and leaves the others out', async () => {
			const db = await fresh();
			const files = await filesOf(await aRatedStudy(db));
			const { options } = json(files, `kit/dataset/rubrics/${CASE}.json`) as {
				options: { id: number; score: number }[];
			};
			// Where one gave 8, a 9 is not everybody's and moves to 8; on action 2 they disagree.
			expect(options.map(({ id, score }) => [id, score])).toEqual([
				[1, 9],
				[3, 9],
				[5, 8],
				[7, 9],
				[8, 8]
			]);
		});

		it('keeps names and comments inside, and shows comments only when ticked', async () => {
			const db = await fresh();
			const study = await aRatedStudy(db);
			const plain = await filesOf(study);
			const open = await filesOf(study, { includeComments: true });
			const all = [...plain.values()].map(decode).join('\n');
			expect(all).not.toContain('a private thought');
			expect(all).not.toContain('person-');
			expect(decode(open.get('tables/ratings.csv'))).toContain('a private thought');
			expect(decode(plain.get('tables/ratings.csv'))).toMatch(/R0[123]/);
		});

		it('holds only what is signed, its agreement too', async () => {
			const db = await fresh();
			const study = await aRatedStudy(db, 2);
			const { holds, items } = await releasing.check(study.app, study.actor, study.slug);
			expect(holds).toMatchObject({
				...{ cases: 3, actions: 8, ratings: 12, raters: 2 },
				...{ final: 0, unresolved: 8 }
			});
			expect(items.unsigned).toMatchObject({ state: 'look', of: 1, answers: 6 });
			const files = await filesOf(study);
			const { counts } = json(files, 'manifest.json');
			expect(counts).toMatchObject({ ratings: 12, raters: 2, final: 0, unresolved: 8 });
			const agreement = json(files, 'agreement.json');
			expect(agreement).toMatchObject({ units: 8, raters: 2, ratings: 12 });
			// The two who signed differ by one on three of six actions, the third would be far apart on one.
			expect(agreement.coefficients.percent_agreement_unweighted.value).toBeCloseTo(3 / 6, 12);
			expect(agreement.coefficients.percent_agreement_within_1.value).toBe(1);
		});

		it('tells those who cannot rate from those who took an answer back', async () => {
			const db = await fresh();
			const values = given();
			values[0]![0] = { ...EMPTY_RATING, cannotRate: 'outside-specialty' };
			const study = await aRatedStudy(db, 1, values);
			const [, second] = study.raters;
			const back = (at: number, value = EMPTY_RATING) =>
				rating.saveRating(
					study.app,
					second!.actor,
					second!.assignment.id,
					aSave(study.actions[at]!.id, 1, value)
				);
			await back(0);
			await back(1, { ...EMPTY_RATING, flags: ['ambiguous-wording'] });
			await back(2, { ...EMPTY_RATING, comment: 'on second thoughts' });
			const files = await releasing.exportStudy(study.app, study.actor, study.slug, 'jsonl');
			const counted = lines(files, 'final.jsonl').filter((line) => line['case'] === CASE);
			expect(counted.map((line) => line['cannot_rate_count'])).toEqual([1, 0, 0, 0, 0, 0]);
			const records = lines(files, 'ratings.jsonl').filter((line) => line['rater'] === 'r2');
			expect(records.map((line) => line['action'])).toEqual(NUMBERS.slice(1));
			for (const taken of records.slice(0, 2)) {
				expect(taken).toMatchObject({ score: null, cannot_rate: null });
			}
			expect(records[0]).toMatchObject({ comment: null, flags: ['ambiguous-wording'] });
			expect(records[1]).toMatchObject({ comment: 'on second thoughts', flags: [] });
			expect(records[2]).toMatchObject({ score: 8, cannot_rate: null });
		});

		it('counts those who cannot rate, and previews what it then holds', async () => {
			const db = await fresh();
			const values = given();
			const cannot = { ...EMPTY_RATING, cannotRate: 'not-enough-information' as const };
			values[0]![3] = cannot;
			values[2]![3] = { ...cannot, comment: 'no weight given' };
			const study = await aRatedStudy(db, 3, values);
			await write(db, (tx) =>
				adjudications.rule(tx, {
					...{ actionId: study.actions[1]!.id, userId: study.raters[0]!.id },
					...{ score: 3, reason: 'The guideline says so.', createdAt: START }
				})
			);
			const { holds } = await releasing.check(study.app, study.actor, study.slug);
			const { ratings, raters, final, unresolved } = holds;
			expect({ ratings, raters, final, unresolved }).toEqual({
				...{ ratings: 18, raters: 3 },
				// Action 2 is ruled on; action 5 has one score of three.
				...{ final: 5, unresolved: 3 }
			});
			const files = await filesOf(study);
			expect(json(files, 'manifest.json').counts).toMatchObject({
				...{ ratings, raters, final, unresolved }
			});
			const finals = lines(files, 'tables/final.jsonl').filter((line) => line['case'] === CASE);
			expect(finals[3]).toMatchObject({ scores: [8], cannot_rate_count: 2, score: null });
			expect(finals[1]).toMatchObject({ basis: 'adjudicated', score: 3, cannot_rate_count: 0 });
		});

		it('names raters in an order that is not the one in which they joined', async () => {
			const db = await fresh();
			// Twelve names fall into the order of joining once in 479 million draws.
			const { app, study, slug, actor, joined } = await aSignedStudy(db, 12);
			await releasing.create(app, actor, slug, {});
			const people = await ask(db, members.ofStudy, { studyId: study.id });
			const names = joined.map((id) => people.find((one) => one.id === id)!.pseudonym!);
			expect(names.toSorted()).toEqual(
				Array.from({ length: 12 }, (_, at) => `R${String(at + 1).padStart(2, '0')}`)
			);
			expect(names).not.toEqual(names.toSorted());
			await releasing.create(app, actor, slug, { note: 'again' });
			const later = await ask(db, members.ofStudy, { studyId: study.id });
			expect(later).toEqual(people);
		});

		it('gives the same zip every time, under the recorded hash; can be withdrawn once', async () => {
			const db = await fresh();
			const { app, slug, actor } = await aRatedStudy(db);
			const made = await releasing.create(app, actor, slug, {});
			const archive = await releasing.archive(app, actor, slug, 1);
			const first = await wholeOf(archive);
			const second = await wholeOf(await releasing.archive(app, actor, slug, 1));
			expect(first.equals(second)).toBe(true);
			expect(sha256(first)).toBe(made.sha256);
			expect(archive).toMatchObject({
				...{ name: `${slug}-release-1.zip`, sha256: made.sha256, bytes: first.length }
			});
			const unpacked = await unzip(first);
			expect(verifyRelease(unpacked).problems).toEqual([]);
			expect([...unpacked]).toEqual([...(await releasing.files(app, actor, slug, 1))]);
			await expect(releasing.withdraw(app, actor, slug, 1, ' ')).rejects.toThrow(/why/);
			await releasing.withdraw(app, actor, slug, 1, 'A wrong rule.');
			await expect(releasing.withdraw(app, actor, slug, 1, 'Again')).rejects.toThrow(/already/);
			const [listed] = await releasing.list(app, actor, slug);
			expect(listed).toMatchObject({ number: 1, withdrawn: { reason: 'A wrong rule.' } });
			expect(await releasing.show(app, actor, slug, 1)).toMatchObject(listed!);
			await expect(releasing.show(app, actor, slug, 2)).rejects.toMatchObject({ kind: 'missing' });
		});

		it('is closed to raters', async () => {
			const db = await fresh();
			const { app, slug, raters } = await aRatedStudy(db);
			const { actor } = raters[0]!;
			for (const asked of [
				() => releasing.list(app, actor, slug),
				() => releasing.check(app, actor, slug),
				() => releasing.createSoon(app, actor, slug, {}),
				() => releasing.create(app, actor, slug, {}),
				() => releasing.archive(app, actor, slug, 1),
				() => releasing.withdraw(app, actor, slug, 1, 'no'),
				() => releasing.exportStudy(app, actor, slug, 'kit')
			]) {
				await expect(asked()).rejects.toMatchObject({ kind: 'forbidden' });
			}
		});
	});

	describe('an export', () => {
		it('has unsigned ratings in its tables, and not in its kit', async () => {
			const db = await fresh();
			const { app, slug, actor, actions } = await aRatedStudy(db, 2);
			const tables = await releasing.exportStudy(app, actor, slug, 'jsonl');
			expect(lines(tables, 'ratings.jsonl')).toHaveLength(3 * actions.length);
			const kit = await releasing.exportStudy(app, actor, slug, 'kit');
			// Two scores of three wanted leave no action final, and a case without one is left out.
			expect([...kit.keys()].filter((path) => path.includes('rubrics'))).toEqual([]);
		});

		it('has the final scores in its kit once they are signed', async () => {
			const db = await fresh();
			const { app, slug, actor } = await aRatedStudy(db, 3);
			const kit = await releasing.exportStudy(app, actor, slug, 'kit');
			expect(json(kit, `dataset/rubrics/${CASE}.json`).options[0]).toMatchObject({ score: 9 });
		});

		it('as a zip holds the same files', async () => {
			const db = await fresh();
			const { app, slug, actor } = await aRatedStudy(db, 1);
			const { name, bytes } = await releasing.exportZip(app, actor, slug, 'csv');
			expect(name).toBe(`${slug}-csv.zip`);
			const files = await releasing.exportStudy(app, actor, slug, 'csv');
			expect([...(await unzip(bytes)).keys()].sort()).toEqual([...files.keys()].sort());
		});
	});
});
