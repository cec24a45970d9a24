/** Two releases of a study whose second differs in known ways: what is said of them, on screens, in files, in the card. */
import { describe, expect, it } from 'vitest';
import { encode } from '#lib/formats/files.ts';
import { smallKit, textOf } from '#lib/formats/fixture.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { verifyArchive } from '#lib/state/release-verifying.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import { onEach } from '../databases.ts';
import { aMember, START, write } from '../support.ts';
import { aRatedStudy, CASE, json, wholeOf } from './releasing-support.ts';

type At = Awaited<ReturnType<typeof aRatedStudy>>;

/**
 * Between the two: action 2, which was open, is ruled to be 3; 3, a 9 of all, is ruled to be 8; 5 is ruled to be 2; of
 * 8, whose 9 stands by the rule or is moved, only the words are mended.
 */
async function twoReleases(db: Parameters<typeof aRatedStudy>[0]): Promise<At> {
	const at = await aRatedStudy(db);
	const { app, actor, slug, actions } = at;
	await releasing.create(app, actor, slug, {});
	const files = smallKit();
	const path = `dataset/rubrics/${CASE}.json`;
	const rubric = JSON.parse(textOf(files, path));
	rubric.options.find(({ id }: { id: number }) => id === 8).text = 'Mended words';
	files.set(path, encode(JSON.stringify(rubric)));
	await importing.importCases(app, actor, slug, await importing.read(files), { rewording: 'mend' });
	await write(db, function* (tx) {
		for (const [index, score] of [
			[1, 3],
			[2, 8],
			[3, 2]
		] as const) {
			yield* adjudications.rule(tx, {
				...{ actionId: actions[index]!.id, userId: at.raters[0]!.id, score },
				...{ reason: 'said so', createdAt: START }
			});
		}
	});
	await releasing.create(app, actor, slug, { unresolved: 'keep', note: 'second' });
	return at;
}

const ASKED = { number: 2, against: null, shown: null, page: 1 };

onEach(({ fresh }) => {
	describe('two releases', () => {
		it('are compared action by action, with rules and agreement', async () => {
			const { app, actor, slug } = await twoReleases(await fresh());
			const found = await releasing.compare(app, actor, slug, ASKED);
			expect(found.numbers).toEqual([2, 1]);
			expect([found.from.number, found.to.number]).toEqual([1, 2]);
			expect(found.cases).toEqual({ added: [], removed: [], changed: [] });
			expect(
				found.changed.rows.map(({ case: id, number, changes, from, to }) => [
					...[id, number, changes.join()],
					...[from!.score, to!.score, to!.basis]
				])
			).toEqual([
				[CASE, 2, 'resolved', null, 3, 'adjudicated'],
				[CASE, 3, 'severity', 9, 8, 'adjudicated'],
				[CASE, 5, 'label', expect.any(Number), 2, 'adjudicated'],
				[CASE, 8, 'reworded', expect.any(Number), expect.any(Number), expect.any(String)]
			]);
			expect(found.changed.rows[3]).toMatchObject({ to: { text: 'Mended words' } });
			expect(found.terms).toEqual([
				{
					name: 'unresolved actions',
					from: 'left out of the kit',
					to: 'kept with the provisional score'
				}
			]);
			// Rulings do not enter agreement.
			expect(found.agreement.map(({ difference }) => difference ?? 0)).toEqual([0, 0, 0, 0, 0]);
			for (const [shown, numbers] of [
				['score', [3, 5]],
				['label', [5]],
				['resolved', [2]],
				['added', []]
			] as const) {
				const { changed } = await releasing.compare(app, actor, slug, { ...ASKED, shown });
				expect(changed.rows.map(({ number }) => number)).toEqual(numbers);
			}
		});

		it('are compared the other way round, and with themselves', async () => {
			const { app, actor, slug } = await twoReleases(await fresh());
			const back = await releasing.compare(app, actor, slug, { ...ASKED, number: 1, against: 2 });
			expect(back.actions).toMatchObject({ resolved: 0, unresolved: 1, label: 1, severity: 1 });
			const same = await releasing.compare(app, actor, slug, { ...ASKED, against: 2 });
			expect([same.changed.of, same.terms]).toEqual([0, []]);
		});

		it('give a table, and a changelog in card and manifest', async () => {
			const { app, actor, slug } = await twoReleases(await fresh());
			const table = await releasing.changesFile(app, actor, slug, { number: 2, against: 1 });
			expect(table.name).toBe(`${slug}-release-1-to-2.csv`);
			const lines = Buffer.from(table.bytes).toString().trimEnd().split('\n');
			expect(lines[1]).toMatch(new RegExp(`^${CASE},2,resolved,,3,unresolved,adjudicated,`));
			expect(lines).toHaveLength(5);
			const files = await releasing.files(app, actor, slug, 2);
			const sentences = [
				'1 action reworded.',
				'2 final scores changed: 1 to another label, 1 within the label.',
				'1 action resolved.',
				'Unresolved actions: kept with the provisional score, was left out of the kit.'
			];
			expect(json(files, 'manifest.json').changes).toEqual({ since: 1, sentences });
			expect(textOf(files, 'README.md')).toContain(
				`## Changes since release 1\n\n${sentences.map((one) => `- ${one}`).join('\n')}\n`
			);
			expect(verifyRelease(files).problems).toEqual([]);
			const [newest, first] = await releasing.list(app, actor, slug);
			expect([newest!.changes?.since, first!.changes]).toEqual([1, null]);
		});

		it('are refused where one is not there, and to whoever rates', async () => {
			const { app, actor, slug, raters } = await twoReleases(await fresh());
			const compare = (number: number, against: number | null, as = actor) =>
				releasing.compare(app, as, slug, { ...ASKED, number, against });
			await expect(compare(1, null)).rejects.toMatchObject({ kind: 'invalid' });
			await expect(compare(3, 1)).rejects.toMatchObject({ kind: 'missing' });
			await expect(compare(2, 3)).rejects.toMatchObject({ kind: 'missing' });
			await expect(compare(2, 1, raters[0]!.actor)).rejects.toMatchObject({ kind: 'forbidden' });
		});
	});

	describe('one release', () => {
		it('is shown with its terms, figures and files, and without a name to an observer', async () => {
			const db = await fresh();
			const { app, actor, slug, study } = await twoReleases(db);
			const seen = await releasing.look(app, actor, slug, { number: 2, page: 1 });
			const files = await releasing.files(app, actor, slug, 2);
			expect(seen).toMatchObject({ number: 2, before: 1, by: expect.any(String), withdrawn: null });
			expect(seen.files.of).toBe(files.size - 2);
			expect(seen.terms).toContainEqual({ name: 'raters wanted for an action', value: '3' });
			expect(seen.agreement[0]!.words).toBe("Krippendorff's alpha, ordinal");
			const observer = await aMember(db, study, 'observer');
			const theirs = await releasing.look(app, observer.actor, slug, { number: 2, page: 1 });
			expect(theirs.by).toBeNull();
		});

		it('is found as listed by what a browser verifies it with', async () => {
			const { app, actor, slug } = await twoReleases(await fresh());
			const seen = await releasing.look(app, actor, slug, { number: 2, page: 1 });
			const archive = await releasing.archive(app, actor, slug, 2);
			const course = { onProgress: () => {}, signal: new AbortController().signal };
			const found = await verifyArchive(archive.read(), course);
			expect(found).toMatchObject({
				...{ same: seen.files.of, listed: seen.files.of, different: [], missing: [], unlisted: [] },
				...{ manifest: true, manifestHash: seen.manifestHash, release: 2 }
			});
			expect((await wholeOf(archive)).length).toBe(seen.bytes);
		});
	});
});
