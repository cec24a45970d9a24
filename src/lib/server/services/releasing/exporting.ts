/** The present state of a study as files, unreleased: for a look, a backup or another tool. */
import { releaseOptionsSchema } from '#lib/domain/release.ts';
import type { Files } from '#lib/formats/files.ts';
import { finalScores } from '#lib/formats/release.ts';
import { writeKit } from '#lib/formats/kit.ts';
import { tableFiles } from '#lib/formats/tables.ts';
import type { Actor, App } from '../app.ts';
import * as cases from '../store/cases.ts';
import { requireCoordinator } from './access.ts';
import { caseValue } from './case-values.ts';
import { readRatedStudy, signedOnly } from './rated-study.ts';
import { snapshotOf } from './snapshot.ts';

export const EXPORT_FORMATS = ['kit', 'csv', 'jsonl', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Writes a study as it is now.
 *
 * @param format `kit` holds the final scores so far (an unrated study leaves with its reference scores,
 *   as it came in, and so do qualification cases); the others hold the tables, every rating included but
 *   those of qualification cases
 */
export async function exportStudy(
	app: App,
	actor: Actor,
	slug: string,
	format: ExportFormat
): Promise<Files> {
	const { study } = await requireCoordinator(app, actor, slug);
	const all = await readRatedStudy(app, study);
	const rated = format === 'kit' ? signedOnly(all) : all;
	const options = releaseOptionsSchema.parse({ includeComments: true, includeTimes: true });
	const snapshot = snapshotOf(rated, { number: 0, created: app.now(), options });
	if (format !== 'kit') return tableFiles(snapshot, format);
	const gold = await cases.wholeStudy(app.db, study.id, 'gold');
	const placed = [
		...rated.cases.map(({ row, value }) => ({ position: row.position, value })),
		...gold.map((item) => ({ position: item.row.position, value: caseValue(item) }))
	].sort((a, b) => a.position - b.position);
	return writeKit(
		placed.map(({ value }) => value),
		snapshot.unrated ? undefined : finalScores(snapshot),
		{ asTheyCame: new Set(gold.map(({ row }) => row.externalId)) }
	);
}
