/** Writes the present state of a study as files. */
import { releaseOptionsSchema } from '#lib/domain/release.ts';
import type { Files } from '#lib/formats/files.ts';
import { finalScores } from '#lib/formats/release.ts';
import { writeKit } from '#lib/formats/kit.ts';
import { tableFiles } from '#lib/formats/tables.ts';
import { zip } from '#lib/formats/zip.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import * as cases from '../../store/cases.ts';
import * as repeats from '../../store/repeats.ts';
import * as rounds from '../../store/rounds.ts';
import { caseValue } from '../cases/index.ts';
import type { ExportFormat } from './exporting.ts';
import { readRatedStudy } from './rated-study.ts';
import { repeatsFile } from './repeats-file.ts';
import { snapshotOf } from './snapshot.ts';

export type Asked = {
	actor: Actor;
	slug: string;
	format: ExportFormat;
	/** The number of the only round whose ratings are written; null for all of them. */
	round: number | null;
};

/** The files as a zip, by the name of the study and the format. */
export async function zipOf(app: App, asked: Asked): Promise<{ name: string; bytes: Uint8Array }> {
	return {
		name: `${asked.slug}-${asked.format}.zip`,
		bytes: zip(await filesOf(app, asked))
	};
}

export async function filesOf(app: App, asked: Asked): Promise<Files> {
	const { actor, slug, format, round } = asked;
	const { rated, gold, twice } = await read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		if (round !== null) yield* rounds.numbered(tx, study.id, round);
		return {
			twice: format === 'kit' ? [] : yield* repeats.pairs(tx, study.id),
			rated: yield* readRatedStudy(tx, study, format === 'kit' ? 'signed' : 'all', round),
			gold: format === 'kit' ? yield* cases.wholeStudy(tx, study.id, 'gold') : []
		};
	});
	const options = releaseOptionsSchema.parse({ includeComments: true, includeTimes: true });
	const given = { number: 0, created: app.now(), options, everyRound: true };
	const snapshot = snapshotOf(rated, given);
	if (format !== 'kit') {
		const theirs = twice.filter((pair) => round === null || pair.round === round);
		const again = theirs.length === 0 ? [] : [repeatsFile(rated, theirs)];
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
