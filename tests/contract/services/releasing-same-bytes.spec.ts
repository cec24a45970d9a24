/** The same state gives the same bytes: on either database, from a backup, anywhere, however its rows came in. */
import { afterEach, describe, expect, it } from 'vitest';
import { smallKit } from '#lib/formats/fixture.ts';
import { sha256 } from '#lib/formats/files.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as members from '#lib/server/store/members.ts';
import { onEach } from '../databases.ts';
import {
	aDesk,
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
import { anEmptyPlace, withBackups } from './backups-support.ts';
import { manyCases } from './importing-support.ts';
import { CASE, SCORES } from './releasing-support.ts';

const SLUG = 'same-bytes';
const OPTIONS = { includeComments: true, includeTimes: true, note: 'The same.' };

/** Cases enough for several slices, of which some are rated. */
const MANY = manyCases(90, 3);
const RATED = [CASE, 'Card002', 'Card041', 'Card090'];

/**
 * The study, rated by three.
 *
 * @param order in which raters join, rate and are entered
 */
async function theStudy(db: Database, order: readonly number[]) {
	const app = anApp(db);
	const study = await aStudy(db, { slug: SLUG, name: 'The same', ratersPerCase: 3 });
	const { actor, id: userId } = await aMember(db, study, 'coordinator');
	await importing.importCases(app, actor, SLUG, await importing.read(smallKit()));
	await importing.importCases(app, actor, SLUG, MANY);
	for (const at of order) {
		const rater = await aMember(db, study, 'rater');
		await write(db, (tx) => members.setPseudonym(tx, rater.memberId, `R0${at + 1}`));
		for (const externalId of RATED) {
			const item = (await ask(db, cases.byExternalId, { studyId: study.id, externalId }))!;
			const actions = await ask(db, cases.actions, { caseId: item.id });
			const { id } = await anAssignment(db, study, item, rater);
			for (const [place, action] of actions.entries()) {
				const value = scored(SCORES[at]![place]!, `Für R0${at + 1}: “so”.`);
				await rating.saveRating(app, rater.actor, id, aSave(action.id, 0, value));
			}
			await rating.submitCase(app, rater.actor, id);
		}
	}
	const item = (await ask(db, cases.byExternalId, { studyId: study.id, externalId: CASE }))!;
	const [, second] = await ask(db, cases.actions, { caseId: item.id });
	await write(db, (tx) =>
		adjudications.rule(tx, {
			...{ actionId: second!.id, userId, score: 3 },
			...{ reason: 'The guideline says so.', createdAt: START }
		})
	);
	return { app, actor };
}

async function released(db: Database, { app, actor }: Awaited<ReturnType<typeof theStudy>>) {
	const { number, sha256: hash } = await releasing.create(app, actor, SLUG, OPTIONS);
	const files = await releasing.files(app, actor, SLUG, number);
	expect(verifyRelease(files).problems).toEqual([]);
	return {
		hash,
		files: new Map([...files].map(([path, bytes]) => [path, sha256(bytes)]))
	};
}

/** What the first of the databases gave. */
let first: Awaited<ReturnType<typeof released>> | null = null;

onEach((kind) => {
	const { fresh } = kind;
	const { TZ } = process.env;
	afterEach(() => {
		process.env['TZ'] = TZ;
	});

	describe('a release', () => {
		it('has the bytes that it has on the other database', async () => {
			const db = await fresh();
			const made = await released(db, await theStudy(db, [0, 1, 2]));
			first ??= made;
			expect(made).toEqual(first);
		});

		it('has the same bytes in another place, where rows came in otherwise', async () => {
			const db = await fresh();
			await aDesk(db);
			const study = await theStudy(db, [2, 0, 1]);
			process.env['TZ'] = 'Pacific/Auckland';
			const made = await released(db, study);
			expect(made).toEqual(first);
		});

		it('has the same bytes when it is made once more', async () => {
			const db = await fresh();
			const study = await theStudy(db, [0, 1, 2]);
			const made = await released(db, study);
			await releasing.withdraw(study.app, study.actor, SLUG, 1, 'To make it again.');
			const { files } = await released(db, study);
			const contents = (all: Map<string, string>) =>
				[...all].filter(([path]) => /^(kit|tables|schema|agreement|data)/.test(path));
			expect(contents(files)).toEqual(contents(made.files));
		});

		it('has the same bytes where the installation was restored from a backup', async () => {
			const db = await fresh();
			const study = await theStudy(db, [0, 1, 2]);
			const { file } = await backups.make(withBackups(study.app), TERMINAL, {
				...{ reason: 'by-hand', file: null }
			});
			const place = await anEmptyPlace(kind);
			await backups.restore(file, place.where, null);
			const restored = place.open();
			expect(await released(restored, { ...study, app: anApp(restored) })).toEqual(first);
		});
	});
});
