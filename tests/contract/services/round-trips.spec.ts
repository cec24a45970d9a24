import { describe, expect, it } from 'vitest';
import type { Files } from '#lib/formats/files.ts';
import { unzip, zip } from '#lib/formats/zip.ts';
import type { App, Actor } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { kitFiles } from '#lib/server/demo/seed-kit.ts';
import { sampleFiles } from '#lib/server/demo/sample.ts';
import { importCases, importRatings, read } from '#lib/server/services/importing/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { onEach } from '../databases.ts';
import { anEmptyStudy, aStudyWithKit, bytes } from './importing-support.ts';
import { asDataFrame, asWorkbook } from './rewriting.ts';

const HEAD = 'case,action,rater,round,score,cannot_rate,comment,flags,active_seconds,rated_at';

/** Ratings with everything in them that a program may write otherwise; raters are called as an export calls them. */
const RATINGS = bytes(
	[
		HEAD,
		'Card900,1,r1,1,9,,,,12.5,2026-03-04T05:06:07.000Z',
		'Card900,2,r1,1,,outside-specialty,"Not ""mine"", sorry",,,',
		"Card900,3,r1,1,5,,'=1+1,ambiguous-wording;other,,",
		'Card900,5,r1,1,1,,"two\nlines",,3,',
		'Card900,7,r1,1,8,,,,,2026-03-04T05:06:08.250Z',
		'Card900,8,r1,1,4,,True,,,',
		'Card900,1,r2,1,7,,NA,duplicate,,',
		'ID901,1,r2,1,6,,,,,'
	].join('\n')
);

const textIn = (files: Files, path: string) => new TextDecoder().decode(files.get(path));

/** The JSON values of a file, each as one text: two that are equal to the byte are equal in every field and their order. */
function valuesIn(files: Files, path: string): string[] {
	const text = textIn(files, path);
	const parts = path.endsWith('.jsonl') ? text.split('\n').filter((line) => line !== '') : [text];
	return parts.map((part) => JSON.stringify(JSON.parse(part)));
}

/** What differs between a kit that went in and the one that came out. */
function differences(given: Files, out: Files): string[] {
	const known = [...given.keys()].filter((path) => /^(dataset|guidance)\//.test(path));
	const missing = known.filter((path) => !out.has(path));
	const added = [...out.keys()].filter((path) => !given.has(path));
	const changed = known
		.filter((path) => out.has(path))
		.filter((path) =>
			path.endsWith('.yaml')
				? textIn(given, path) !== textIn(out, path)
				: JSON.stringify(valuesIn(given, path)) !== JSON.stringify(valuesIn(out, path))
		);
	return [...missing, ...added, ...changed];
}

type Study = { app: App; actor: Actor; slug: string };

const exported = ({ app, actor, slug }: Study, format: 'kit' | 'csv') =>
	releasing.exportStudy(app, actor, slug, format);

/** A study of the small kit with the ratings above. */
async function aRatedStudy(db: Database) {
	const study = await aStudyWithKit(db);
	const { app, actor, slug } = study;
	await importRatings(app, actor, slug, RATINGS);
	return study;
}

onEach(({ fresh }) => {
	describe('what goes in comes out', () => {
		it(
			'as it was, of the kit that the product ships, and of copies of it in a zip',
			{ timeout: 120_000 },
			async () => {
				for (const files of [kitFiles(1), await unzip(zip(kitFiles(12)))]) {
					const study = await anEmptyStudy(await fresh());
					const { app, actor, slug } = study;
					await importCases(app, actor, slug, await read(files));
					expect(differences(files, await exported(study, 'kit'))).toEqual([]);
				}
			}
		);

		it('unchanged when tables of cases come back, as they left or out of a spreadsheet', async () => {
			const study = await anEmptyStudy(await fresh());
			const { app, actor, slug } = study;
			await importCases(app, actor, slug, { files: await sampleFiles() });
			const out = await exported(study, 'csv');
			const [cases, actions] = [out.get('cases.csv')!, out.get('actions.csv')!];
			const ways: [string, (csv: Uint8Array) => Uint8Array][] = [
				['csv', (csv) => csv],
				['xlsx', asWorkbook]
			];
			for (const [ending, rewritten] of ways) {
				const files: Files = new Map([
					[`cases.${ending}`, rewritten(cases)],
					[`actions.${ending}`, rewritten(actions)]
				]);
				const again = await importCases(app, actor, slug, { files });
				expect(again).toMatchObject({
					cases: { new: 0, changed: 0, unchanged: 3, removed: 0 },
					actions: { new: 0, changed: 0, removed: 0 },
					applied: false
				});
			}
		});

		it('without a change when ratings come back through a data frame or a spreadsheet', async () => {
			const study = await aRatedStudy(await fresh());
			const { app, actor, slug } = study;
			const ratings = (await exported(study, 'csv')).get('ratings.csv')!;
			const ways = [
				ratings,
				asDataFrame(ratings, ''),
				asDataFrame(ratings, 'NaN'),
				asWorkbook(ratings)
			];
			for (const csv of ways) {
				expect(await importRatings(app, actor, slug, csv)).toMatchObject({
					...{ new: 0, changed: 0, unchanged: 8, newRaters: [], applied: false }
				});
			}
		});
	});

	describe('a time that a file does not say', () => {
		const line = (time: string, score = 8) =>
			bytes(`${HEAD}\nCard900,1,r1,1,${score},,,,,${time}\n`);
		const timeIn = async (study: Study) =>
			textIn(await exported(study, 'csv'), 'ratings.csv')
				.split('\n')[1]!
				.split(',')
				.slice(-2);

		it('stays unsaid, also when the file comes again', async () => {
			const study = await aStudyWithKit(await fresh());
			const { app, actor, slug } = study;
			await importRatings(app, actor, slug, line(''));
			expect(await timeIn(study)).toEqual(['', '']);
			app.pass(60_000);
			expect(await importRatings(app, actor, slug, line(''))).toMatchObject({ unchanged: 1 });
			expect(await timeIn(study)).toEqual(['', '']);
		});

		it('may be said later, which is a change, and is not taken back by silence', async () => {
			const study = await aStudyWithKit(await fresh());
			const { app, actor, slug } = study;
			const told = '2026-03-04T05:06:07.000Z';
			await importRatings(app, actor, slug, line(''));
			const later = await importRatings(app, actor, slug, line(told));
			expect(later).toMatchObject({ new: 0, changed: 1, applied: true });
			expect(await timeIn(study)).toEqual(['', told]);
			for (const csv of [line(told), line('')]) {
				expect(await importRatings(app, actor, slug, csv)).toMatchObject({ unchanged: 1 });
			}
			await importRatings(app, actor, slug, line('', 7));
			expect(await timeIn(study)).toEqual(['', '']);
		});
	});
});
