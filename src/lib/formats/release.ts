/** A release as files (formats.md, section 5): the same snapshot gives the same bytes. */
import type { JsonObject } from '#lib/domain/case.ts';
import type { Manifest, Snapshot } from '#lib/domain/release.ts';
import { writeCard } from './card.ts';
import { writeCroissant } from './croissant.ts';
import { writeDictionary } from './dictionary.ts';
import { encode, sha256, sorted, type Files } from './files.ts';
import { writeDocument } from './json.ts';
import { writeKit, type Finals } from './kit.ts';
import { schemaFiles } from './schemas.ts';
import { tableFiles } from './tables.ts';

/** Beside the manifest, because it cannot hold its own hash; as `sha256sum` writes and checks it. */
export const MANIFEST_HASH = 'manifest.sha256';

/**
 * The score with which each action leaves in the kit: its final score, or for an unresolved action the
 * provisional one where those are kept.
 *
 * @returns scores by `Card001#36`; null where the action is left out
 */
export function finalScores({ finals, options }: Pick<Snapshot, 'finals' | 'options'>): Finals {
	return new Map(
		finals.map(({ case: id, action, score, provisional }) => [
			`${id}#${action}`,
			score ?? (options.unresolved === 'keep' ? provisional : null)
		])
	);
}

function countsOf({ cases, ratings, finals, qualificationCases }: Snapshot): Manifest['counts'] {
	return {
		cases: cases.length,
		actions: cases.reduce((sum, { actions }) => sum + actions.length, 0),
		raters: new Set(ratings.map(({ rater }) => rater)).size,
		ratings: ratings.length,
		final: finals.filter(({ score }) => score !== null).length,
		unresolved: finals.filter(({ score }) => score === null).length,
		qualificationCases
	};
}

function manifestOf(snapshot: Snapshot, counts: Manifest['counts'], files: Files): Manifest {
	const { study, number, created, tool, consensus, options } = snapshot;
	return {
		format: 'primum-release',
		formatVersion: 1,
		study: { slug: study.slug, name: study.name },
		release: number,
		created,
		tool: { name: tool.name, version: tool.version },
		rules: {
			consensus: consensus.rule,
			ratersPerCase: consensus.ratersPerCase,
			band: consensus.band,
			unresolved: options.unresolved
		},
		filters: { comments: options.includeComments, times: options.includeTimes },
		note: options.note,
		counts,
		files: [...files].map(([path, bytes]) => ({
			path,
			bytes: bytes.length,
			sha256: sha256(bytes)
		}))
	};
}

/** What the options say may leave, whatever the snapshot holds. */
function filtered(snapshot: Snapshot): Snapshot {
	const { includeComments, includeTimes } = snapshot.options;
	return {
		...snapshot,
		ratings: snapshot.ratings.map((rating) => ({
			...rating,
			comment: includeComments ? rating.comment : null,
			activeSeconds: includeTimes ? rating.activeSeconds : null,
			ratedAt: includeTimes ? rating.ratedAt : null
		}))
	};
}

/**
 * Writes a release.
 *
 * @param snapshot what it says
 * @param agreement every coefficient, over the ratings before adjudication
 * @returns the files by path, sorted; manifest.json lists all but itself and manifest.sha256
 */
export function writeRelease(snapshot: Snapshot, agreement: JsonObject): Files {
	const released = filtered(snapshot);
	const counts = countsOf(released);
	const files: Files = new Map([
		['README.md', writeCard(released, counts)],
		['agreement.json', encode(writeDocument(agreement))],
		['data-dictionary.csv', writeDictionary()],
		...schemaFiles()
	]);
	const kit = writeKit(released.cases, released.unrated ? undefined : finalScores(released));
	for (const [path, bytes] of kit) files.set(`kit/${path}`, bytes);
	for (const format of ['csv', 'jsonl', 'parquet'] as const) {
		for (const [path, bytes] of tableFiles(released, format)) files.set(`tables/${path}`, bytes);
	}
	files.set('croissant.json', writeCroissant(released, sorted(files)));
	const manifest = encode(writeDocument(manifestOf(released, counts, sorted(files))));
	files.set('manifest.json', manifest);
	files.set(MANIFEST_HASH, encode(`${sha256(manifest)}  manifest.json\n`));
	return sorted(files);
}
