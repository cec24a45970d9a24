/** The present state of a study as files, unreleased: for a look, a backup or another tool. */
import type { Files } from '#lib/formats/files.ts';
import type { Actor, App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import type { Asked } from './export-files.ts';

export const EXPORT_FORMATS = ['kit', 'csv', 'jsonl', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Writes a study as it is now.
 *
 * @param format `kit` holds the final scores so far (an unrated study leaves with its reference scores,
 *   as it came in, and so do qualification cases); the others hold the tables, every rating included but
 *   those of qualification cases, and beside them, where there are any, what was rated a second time.
 *   Final scores and the matrix hold the newest answer of each rater.
 * @param round the number of the only round whose ratings are written; null for all of them
 * @throws Refusal ('missing') where the study has no such round
 */
export function exportStudy(
	app: App,
	actor: Actor,
	slug: string,
	format: ExportFormat,
	round: number | null = null
): Promise<Files> {
	return app.crew.ask(exported, { actor, slug, format, round });
}

/** The same as a zip. */
export function exportZip(
	app: App,
	actor: Actor,
	slug: string,
	format: ExportFormat,
	round: number | null = null
): Promise<{ name: string; bytes: Uint8Array }> {
	return app.crew.ask(zipped, { actor, slug, format, round });
}

// What writes files is loaded where something is written, and weighs on no other thread.
const writer = () => import('./export-files.ts');

const exported = task('releasing.export', 'work', async (app, asked: Asked, course) =>
	(await writer()).filesOf(app, asked, course)
);

const zipped = task('releasing.export-zip', 'work', async (app, asked: Asked, course) =>
	(await writer()).zipOf(app, asked, course)
);
