import { describe, expect, it } from 'vitest';
import { resolve } from '#lib/domain/consensus.ts';
import type { Files } from '#lib/formats/files.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import { unzip } from '#lib/formats/zip.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import { isDefined } from '#lib/agreement/coefficient.ts';
import * as krippendorff from '#lib/agreement/krippendorff.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as agreement from '#lib/server/services/agreement.ts';
import * as coverage from '#lib/server/services/coverage.ts';
import * as importing from '#lib/server/services/importing.ts';
import * as rating from '#lib/server/services/rating.ts';
import * as submitting from '#lib/server/services/submitting.ts';
import * as releasing from '#lib/server/services/releasing.ts';
import { onEach } from '../databases.ts';
import { aMember, anApp, anAssignment, aSave, aStudy, scored } from '../support.ts';

const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const json = (files: Files, path: string) => JSON.parse(decode(files.get(path)));

/** Scores of three raters on the actions of Card900, by action number; the last rater does not submit. */
const GIVEN: Record<number, [number, number, number]> = {};

/** A study with the small kit; three raters have rated Card900, and `submitted` of them have signed. */
async function aRatedStudy(db: Database, submitted = 3) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 3 });
	const { actor } = await aMember(db, study, 'coordinator');
	await importing.importCases(app, actor, study.slug, importing.read(smallKit()));
	const [item] = await cases.byExternalId(db, study.id, 'Card900');
	const actions = await cases.actions(db, item!.id);
	for (const [place, { number }] of actions.entries()) {
		GIVEN[number] = [9, place % 2 === 0 ? 9 : 8, place === 1 ? 2 : 9];
	}
	for (const index of [0, 1, 2]) {
		const rater = await aMember(db, study, 'rater');
		const assignment = await anAssignment(db, study, item!, rater);
		for (const action of actions) {
			const value = scored(GIVEN[action.number]![index]!, 'a private thought');
			await rating.saveRating(app, rater.actor, assignment.id, aSave(action.id, 0, value));
		}
		if (index < submitted) await submitting.submitCase(app, rater.actor, assignment.id);
	}
	return { app, study, actor, actions };
}

onEach(({ fresh }) => {
	describe('releasing', () => {
		it('refuses a study without cases, and one whose ratings nobody has signed', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db);
			const { actor } = await aMember(db, study, 'coordinator');
			await expect(releasing.create(app, actor, study.slug, {})).rejects.toThrow(/has no cases/);
			const rated = await aRatedStudy(db, 0);
			await expect(releasing.create(rated.app, rated.actor, rated.study.slug, {})).rejects.toThrow(
				/submitted/
			);
		});

		it('releases an unrated study with its reference scores as they came', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db);
			const { actor } = await aMember(db, study, 'coordinator');
			await importing.importCases(app, actor, study.slug, importing.read(smallKit()));
			const { number } = await releasing.create(app, actor, study.slug, {});
			const files = await releasing.files(app, actor, study.slug, number);
			expect(verifyRelease(files).problems).toEqual([]);
			expect(json(files, 'kit/dataset/rubrics/Card900.json')).toEqual(
				json(smallKit(), 'dataset/rubrics/Card900.json')
			);
		});

		it('writes the final score of every resolved action, leaves the others out, and verifies', async () => {
			const db = await fresh();
			const { app, study, actor, actions } = await aRatedStudy(db);
			const { number } = await releasing.create(app, actor, study.slug, {});
			expect(number).toBe(1);
			const files = await releasing.files(app, actor, study.slug, number);
			expect(verifyRelease(files).problems).toEqual([]);
			const options = json(files, 'kit/dataset/rubrics/Card900.json').options as {
				id: number;
				score: number;
			}[];
			const settings = { rule: 'noharm-strict' as const, ratersPerCase: 3, band: 2 };
			const expected = actions.flatMap(({ number: id }) => {
				const { score } = resolve(GIVEN[id]!, settings);
				return score === null ? [] : [{ id, score }];
			});
			expect(options.map(({ id, score }) => ({ id, score }))).toEqual(expected);
			expect(expected.length).toBe(actions.length - 1);
		});

		it('keeps names and comments inside, and shows comments only when ticked', async () => {
			const db = await fresh();
			const { app, study, actor } = await aRatedStudy(db);
			await releasing.create(app, actor, study.slug, {});
			await releasing.create(app, actor, study.slug, { includeComments: true });
			const plain = await releasing.files(app, actor, study.slug, 1);
			const open = await releasing.files(app, actor, study.slug, 2);
			const all = (files: Files) => [...files.values()].map(decode).join('\n');
			expect(all(plain)).not.toContain('a private thought');
			expect(all(plain)).not.toContain('person-');
			expect(decode(open.get('tables/ratings.csv'))).toContain('a private thought');
			expect(decode(plain.get('tables/ratings.csv'))).toMatch(/R0[123]/);
		});

		it('counts only what is signed', async () => {
			const db = await fresh();
			const { app, study, actor, actions } = await aRatedStudy(db, 2);
			const preview = await releasing.preview(app, actor, study.slug);
			expect(preview).toMatchObject({ ratings: 2 * actions.length, raters: 2, unsignedCases: 1 });
			const release = await releasing.create(app, actor, study.slug, {});
			expect(release.counts.ratings).toBe(2 * actions.length);
			expect(release.counts.final).toBe(0);
		});

		it('gives the same zip every time, under the recorded hash; can be withdrawn once', async () => {
			const db = await fresh();
			const { app, study, actor } = await aRatedStudy(db);
			await releasing.create(app, actor, study.slug, {});
			const first = await releasing.archive(app, actor, study.slug, 1);
			const second = await releasing.archive(app, actor, study.slug, 1);
			expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true);
			expect(verifyRelease(await unzip(first.bytes, DEFAULT_LIMITS)).problems).toEqual([]);
			await expect(releasing.withdraw(app, actor, study.slug, 1, ' ')).rejects.toThrow(/why/);
			await releasing.withdraw(app, actor, study.slug, 1, 'A wrong rule.');
			await expect(releasing.withdraw(app, actor, study.slug, 1, 'Again')).rejects.toThrow(
				/already/
			);
			const [listed] = await releasing.list(app, actor, study.slug);
			expect(listed!.withdrawn?.reason).toBe('A wrong rule.');
		});

		it('is closed to raters', async () => {
			const db = await fresh();
			const { app, study } = await aRatedStudy(db);
			const rater = await aMember(db, study, 'rater');
			const asked = [
				releasing.list,
				agreement.ofStudy,
				agreement.alphaOfStudy,
				coverage.ofStudy,
				releasing.preview
			];
			for (const service of asked) {
				await expect(service(app, rater.actor, study.slug)).rejects.toMatchObject({
					kind: 'forbidden'
				});
			}
			await expect(releasing.create(app, rater.actor, study.slug, {})).rejects.toMatchObject({
				kind: 'forbidden'
			});
		});
	});

	describe('watching', () => {
		it('counts coverage by case and rater', async () => {
			const db = await fresh();
			const { app, study, actor, actions } = await aRatedStudy(db, 2);
			const seen = await coverage.ofStudy(app, actor, study.slug);
			expect(seen.raters).toHaveLength(3);
			expect(seen.ratings.done).toBe(3 * actions.length);
			const row = seen.rows.find(({ externalId }) => externalId === 'Card900')!;
			expect(row).toMatchObject({ submitted: 2, wanted: 3 });
			expect(row.cells.map((cell) => cell?.rated)).toEqual(row.cells.map(() => actions.length));
			expect(seen.cases).toEqual({ done: 0, of: 3 });
			expect(seen.needs.filter(({ kind }) => kind === 'short of raters')).toHaveLength(2);
		});

		it('shows the alpha of the very table that was rated', async () => {
			const db = await fresh();
			const { app, study, actor, actions } = await aRatedStudy(db);
			const { whole, alphaInterval, cases: each } = await agreement.ofStudy(app, actor, study.slug);
			expect(await agreement.alphaOfStudy(app, actor, study.slug)).toEqual({
				alpha: whole.alpha,
				alphaInterval
			});
			const table = actions.map(({ number }) => GIVEN[number]!);
			const expected = krippendorff.alpha(table, 'ordinal');
			expect(isDefined(expected) && isDefined(whole.alpha)).toBe(true);
			expect(whole.alpha).toMatchObject(expected);
			expect(each.find(({ externalId }) => externalId === 'Card900')!.figures.alpha).toMatchObject(
				expected
			);
			expect(isDefined(each.find(({ externalId }) => externalId === 'ID901')!.figures.alpha)).toBe(
				false
			);
		});
	});
});
