/** A leaderboard that takes submissions, made on the data of an installation. */
import { by, TERMINAL } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { atomically } from '#lib/server/db/atomically.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as boards from '#lib/server/store/boards.ts';
import * as releases from '#lib/server/store/releases.ts';
import * as studies from '#lib/server/store/studies.ts';
import type { Installation } from './installation.ts';
import { addKit, addMember, succeed } from './small-study.ts';

/** Runs something on the installation's own data, as its command line would. */
export async function onData<T>(
	{ data, origin }: Installation,
	does: (app: ReturnType<typeof openApp>) => Promise<T>
): Promise<T> {
	const app = openApp(
		readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent', PRIMUM_ORIGIN: origin })
	);
	try {
		return await does(app);
	} finally {
		await app.crew.close();
		await app.db.close();
	}
}

/** A study with a release, whose board takes submissions under terms, and somebody who submits. */
export async function anOpenBoard(
	installation: Installation,
	slug: string,
	submitter: string
): Promise<void> {
	await succeed(installation, 'study', 'create', slug, '--name', 'A walk to the leaderboard');
	await addKit(installation, slug);
	await addMember(installation, slug, submitter, 'submitter');
	await onData(installation, async (app) => {
		await releasing.create(app, TERMINAL, slug, { note: 'The first.' });
		await atomically(app.db, by(app, TERMINAL), function* (tx) {
			const study = (yield* studies.bySlug(tx, { slug }))!;
			const release = (yield* releases.headByNumber(tx, { studyId: study.id, number: 1 }))!;
			const id = yield* boards.insert(tx, {
				...{ releaseId: release.id, scheme: 'mast-2026-07', createdAt: tx.by.at }
			});
			const settings = { accepts: true, terms: 'Answers were made **without** the scores.' };
			yield* boards.change(tx, { id, seen: 0 }, settings);
		});
	});
}
