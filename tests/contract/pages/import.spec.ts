/** The page of an import: files of every kind that were sent, to their own study and to nobody else. */
import { describe, expect, it } from 'vitest';
import type { Files } from '#lib/formats/files.ts';
import { zip } from '#lib/formats/zip.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import {
	actions,
	load
} from '../../../src/routes/(study)/studies/[study]/cases/import/[upload]/+page.server.ts';
import { onEach } from '../databases.ts';
import { bytes, edited, reworded } from '../services/importing-support.ts';
import { aStudyAtWork, type AtWork } from './a-study-at-work.ts';
import { MAPPED } from './forms.ts';

const send = ({ app, coordinator, slug }: AtWork, files: Files) =>
	importing.keepFiles(app, coordinator.actor, slug, files);

/** The small kit with something that was not there: a case changes by it, but no text that was rated. */
const aKit = () =>
	edited((rubric) => {
		rubric.case.author = 'somebody else';
	});

const ratings = (...lines: string[]): Files =>
	new Map([['ratings.csv', bytes(['case,action,rater,score', ...lines].join('\n'))]]);

const look = (at: AtWork, upload: string, path = '') =>
	at.look(at.coordinator, load, { upload }, `cases/import/${upload}${path}`);

type Form = keyof typeof actions;
const tell = (at: AtWork, form: Form, upload: string, fields: Record<string, string>) =>
	at.tell(at.coordinator, actions[form], fields, { upload });

/** What a check found, as the page shows it. */
const checkedIn = (body: Record<string, unknown>) =>
	body['checked'] as { name: string; message?: string; problems?: object[] } | null;

/** Runs what was asked for, as a job would. */
async function carriedOut(at: AtWork, location: string) {
	const id = new URL(location, 'https://primum.test').searchParams.get('errand')!;
	await errands.carryOut(at.app, id, {
		release: () => Promise.reject(new Error('No release was asked for.')),
		'import-cases': importing.carryOutCases,
		'import-ratings': importing.carryOutRatings,
		score: () => Promise.reject(new Error('No figures were asked for.'))
	});
	return errands.show(at.app, at.coordinator.actor, at.slug, id);
}

onEach(
	({ fresh }) => {
		describe('files that are read as they are', () => {
			it.each([
				['a zip', () => new Map([['Kit.zip', zip(aKit())]])],
				['a folder', () => new Map([...aKit()].map(([path, one]) => [`my kit/${path}`, one]))]
			])('a kit comes in as %s: checked at once, then imported by a job', async (_, files) => {
				const at = await aStudyAtWork(await fresh());
				const upload = await send(at, files());
				const { status, body } = await look(at, upload);
				expect(status).toBe(200);
				expect(body).toMatchObject({
					look: { own: 'cases', tables: [] },
					checked: { purpose: 'cases', cases: { cases: { new: 0, changed: 1, unchanged: 2 } } }
				});
				const fields = { purpose: 'cases', checked: checkedIn(body)!.name };
				const asked = await tell(at, 'import', upload, fields);
				expect(asked.status).toBe(303);
				const open = await look(at, upload, `?${asked.location!.split('?')[1]}`);
				expect(open.body).toMatchObject({ errand: { state: 'waiting' }, look: null });
				expect(await carriedOut(at, asked.location!)).toMatchObject({
					state: 'done',
					outcome: { applied: true, cases: { changed: 1 } }
				});
			});

			it('an import of what was not checked is checked first', async () => {
				const at = await aStudyAtWork(await fresh());
				const upload = await send(at, aKit());
				const before = await at.everything();
				const { name } = checkedIn((await look(at, upload)).body)!;
				const other = { purpose: 'cases', rewording: 'version', checked: name };
				const seen = await tell(at, 'import', upload, other);
				expect(seen).toMatchObject({ status: 200, body: { checked: { rewording: 'version' } } });
				expect(await at.everything()).toEqual(before);
			});

			it('a rated text that differs is refused with its place, or gets a new wording', async () => {
				const at = await aStudyAtWork(await fresh());
				const upload = await send(at, reworded('Order two ECGs'));
				const refused = {
					message: 'Nothing was imported: 1 problem found.',
					...{ problems: [{ where: 'Card900', field: 'action 1' }], problemCount: 1 }
				};
				expect((await look(at, upload)).body).toMatchObject({ checked: refused });
				const check = (rewording: string) =>
					tell(at, 'check', upload, { purpose: 'cases', rewording });
				expect(await check('refuse')).toMatchObject({ status: 409, body: { checked: refused } });
				expect(await check('version')).toMatchObject({
					status: 200,
					body: { checked: { cases: { rewordings: [{ old: expect.any(String) }] } } }
				});
				await at.lock();
				expect(await check('version')).toMatchObject({
					status: 409,
					body: {
						checked: { problems: [{ message: expect.stringContaining('round 1 is closed') }] }
					}
				});
			});

			it('ratings come in, each problem with its line', async () => {
				const at = await aStudyAtWork(await fresh());
				const upload = await send(at, ratings('Derm902,1,Reader,4'));
				const { body } = await look(at, upload);
				expect(body).toMatchObject({
					look: { own: 'ratings' },
					checked: { ratings: { new: 1, newRaters: ['Reader'], notes: [] } }
				});
				const fields = { purpose: 'ratings', checked: checkedIn(body)!.name };
				const { location } = await tell(at, 'import', upload, fields);
				expect(await carriedOut(at, location!)).toMatchObject({
					...{ kind: 'import-ratings', state: 'done', outcome: { new: 1, applied: true } }
				});
				const lines = Array.from({ length: 201 }, (_, n) => `Card900,1,Reader ${n},${n + 10}`);
				const wrong = await look(at, await send(at, ratings(...lines)));
				expect(wrong.body).toMatchObject({
					checked: { message: 'Nothing was imported: 201 problems found.', problemCount: 201 }
				});
				expect(checkedIn(wrong.body)!.problems).toHaveLength(200);
			});
		});

		describe('tables with names of their own', () => {
			it('are shown with a guess, imported, and read by what was kept the next time', async () => {
				const at = await aStudyAtWork(await fresh());
				const first = await look(at, at.upload);
				expect(first.body).toMatchObject({
					look: { own: null, used: null, fitting: [], tables: [{ file: 'Fälle.csv', rows: 2 }] },
					checked: null
				});
				const { body } = await tell(at, 'check', at.upload, MAPPED);
				const { name } = checkedIn(body)!;
				const sent = { ...MAPPED, keeps: 'on', checked: name };
				const { location } = await tell(at, 'import', at.upload, sent);
				expect(await carriedOut(at, location!)).toMatchObject({
					state: 'done',
					outcome: { applied: true, cases: { new: 1 }, actions: { new: 2 } }
				});
				const again = await look(at, at.upload);
				expect(again.body).toMatchObject({
					look: { used: { name: 'Fälle', from: null }, shown: { lacks: [] } }
				});
				const guessed = await look(at, at.upload, '?mapping=guess');
				expect(guessed.body).toMatchObject({ look: { used: null, fitting: [{ name: 'Fälle' }] } });
			});

			it('are read anew where it is said that they hold something else, as it is said', async () => {
				const at = await aStudyAtWork(await fresh());
				const turned = async (holds: string) =>
					(await tell(at, 'preview', at.upload, { ...MAPPED, 'holds.0': holds })).body;
				expect(await turned('ratings-long')).toMatchObject({
					mapped: { fields: [{ holds: 'ratings-long' }], shown: { preview: null } }
				});
				expect(await turned('actions')).toMatchObject({
					mapped: { fields: [{ holds: 'actions', means: expect.arrayContaining(['case.case']) }] }
				});
			});

			it('say what is missing, and what cannot come in together', async () => {
				const at = await aStudyAtWork(await fresh());
				const lacks = async (fields: Record<string, string>) =>
					(await tell(at, 'check', at.upload, { ...MAPPED, ...fields })).body as object;
				expect(await lacks({ 'holds.0': 'nothing' })).toMatchObject({
					mapped: { shown: { lacks: ['Say of one table at least what it holds.'] } },
					checked: null
				});
				expect(await lacks({ 'means.0.3': '' })).toMatchObject({
					mapped: { shown: { lacks: [expect.stringContaining('column holds')] } },
					checked: null
				});
			});
		});

		it('is there for a day, for the study it was sent to, and for those who run that', async () => {
			const at = await aStudyAtWork(await fresh());
			const { app, other, stranger, upload } = at;
			const theirs = await importing.keepUpload(app, stranger.actor, other.slug, {
				...{ name: 'a.csv', bytes: bytes('Fall\n1\n') }
			});
			const gone = {
				status: 404,
				body: { message: expect.stringContaining('files are kept for a day') }
			};
			for (const id of [theirs, 'none', '']) {
				expect(await look(at, id)).toMatchObject(gone);
				for (const form of ['preview', 'check', 'import', 'keep'] as const) {
					const { body } = await tell(at, 'check', upload, MAPPED);
					const sent = { ...MAPPED, checked: checkedIn(body)!.name };
					expect(await tell(at, form, id, sent), form).toMatchObject(gone);
				}
			}
			for (const who of [at.observer, at.rater, at.paused]) {
				expect((await at.look(who, load, { upload })).status).toBe(403);
			}
			for (const who of [at.stranger, at.gone]) {
				expect((await at.look(who, load, { upload })).status).toBe(404);
			}
			expect((await at.look(undefined, load, { upload })).status).toBe(303);
		});

		it('refuses what is no archive', async () => {
			const at = await aStudyAtWork(await fresh());
			const upload = await send(at, new Map([['kit.zip', bytes('PK?')]]));
			expect(await look(at, upload)).toMatchObject({
				status: 400,
				body: { message: expect.stringContaining('zip') }
			});
		});
	},
	['SQLite on disk']
);
