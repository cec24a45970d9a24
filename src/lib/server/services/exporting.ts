/** The present state of a study as files, unreleased: for a look, a backup or another tool. */
import { releaseOptionsSchema } from '#lib/domain/release.ts';
import type { Files } from '#lib/formats/files.ts';
import { finalScores } from '#lib/formats/release.ts';
import { writeKit } from '#lib/formats/kit.ts';
import { tableFiles } from '#lib/formats/tables.ts';
import type { Actor, App } from '../app.ts';
import { requireCoordinator } from './access.ts';
import { readRatedStudy } from './rated-study.ts';
import { snapshotOf } from './snapshot.ts';

export const EXPORT_FORMATS = ['kit', 'csv', 'jsonl', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Writes a study as it is now.
 *
 * @param format `kit` holds the final scores so far (an unrated study leaves with its reference scores,
 *   as it came in); the others hold the tables, every rating included
 */
export async function exportStudy(
	app: App,
	actor: Actor,
	slug: string,
	format: ExportFormat
): Promise<Files> {
	const { study } = await requireCoordinator(app, actor, slug);
	const rated = await readRatedStudy(app, study, { submittedOnly: format === 'kit' });
	const options = releaseOptionsSchema.parse({ includeComments: true, includeTimes: true });
	const snapshot = snapshotOf(rated, { number: 0, created: app.now(), options });
	if (format !== 'kit') return tableFiles(snapshot, format);
	return writeKit(snapshot.cases, snapshot.unrated ? undefined : finalScores(snapshot));
}
