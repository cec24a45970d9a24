/** The present state of a study as files, unreleased: for a look, a backup or another tool. */
import { releaseOptionsSchema } from '#lib/domain/release.ts';
import type { Files } from '#lib/formats/files.ts';
import { finalScores } from '#lib/formats/release.ts';
import { writeKit } from '#lib/formats/kit.ts';
import { tableFiles } from '#lib/formats/tables.ts';
import { zip } from '#lib/formats/zip.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as cases from '../../store/cases.ts';
import * as repeats from '../../store/repeats.ts';
import { caseValue } from '../cases/index.ts';
import { readRatedStudy } from './rated-study.ts';
import { repeatsFile } from './repeats-file.ts';
import { snapshotOf } from './snapshot.ts';

export const EXPORT_FORMATS = ['kit', 'csv', 'jsonl', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

type Asked = { actor: Actor; slug: string; format: ExportFormat };

/**
 * Writes a study as it is now.
 *
 * @param format `kit` holds the final scores so far (an unrated study leaves with its reference scores,
 *   as it came in, and so do qualification cases); the others hold the tables, every rating included but
 *   those of qualification cases, and beside them, where there are any, what was rated a second time
 */
export function exportStudy(
	app: App,
	actor: Actor,
	slug: string,
	format: ExportFormat
): Promise<Files> {
	return app.crew.ask(exported, { actor, slug, format });
}

/** The same as a zip. */
export function exportZip(
	app: App,
	actor: Actor,
	slug: string,
	format: ExportFormat
): Promise<{ name: string; bytes: Uint8Array }> {
	return app.crew.ask(zipped, { actor, slug, format });
}

const exported = task('releasing.export', 'work', (app, asked: Asked) => filesOf(app, asked));

const zipped = task('releasing.export-zip', 'work', async (app, asked: Asked) => ({
	name: `${asked.slug}-${asked.format}.zip`,
	bytes: zip(await filesOf(app, asked))
}));

async function filesOf(app: App, { actor, slug, format }: Asked): Promise<Files> {
	const { rated, gold, twice } = await read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		return {
			twice: format === 'kit' ? [] : yield* repeats.pairs(tx, study.id),
			rated: yield* readRatedStudy(tx, study, format === 'kit' ? 'signed' : 'all'),
			gold: format === 'kit' ? yield* cases.wholeStudy(tx, study.id, 'gold') : []
		};
	});
	const options = releaseOptionsSchema.parse({ includeComments: true, includeTimes: true });
	const snapshot = snapshotOf(rated, { number: 0, created: app.now(), options });
	if (format !== 'kit') {
		const again = twice.length === 0 ? [] : [repeatsFile(rated, twice)];
		return new Map([...tableFiles(snapshot, format), ...again]);
	}
	const placed = [
		...rated.cases.map(({ position, value }) => ({ position, value })),
		...gold.map((item) => ({ position: item.row.position, value: caseValue(item) }))
	].sort((a, b) => a.position - b.position);
	return writeKit(
		placed.map(({ value }) => value),
		snapshot.unrated ? undefined : finalScores(snapshot),
		{ asTheyCame: new Set(gold.map(({ row }) => row.externalId)) }
	);
}
