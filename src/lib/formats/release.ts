/** A release as files (formats.md, section 5): the same snapshot gives the same bytes. */
import {
	asReleased,
	asTold,
	type Manifest,
	type Outline,
	type Snapshot
} from '#lib/domain/release.ts';
import { rulesNow } from '#lib/domain/release-rules.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import type { AgreementDocument } from './agreement-record.ts';
import { writeCard } from './card.ts';
import { writeCroissant } from './croissant.ts';
import { writeDictionary } from './dictionary.ts';
import { encode, sha256, type Files } from './files.ts';
import { writeDocument } from './json.ts';
import { writeKit, type Finals } from './kit.ts';
import { outlineOf, widthsOf } from './outline.ts';
import { schemaFiles } from './schemas.ts';
import { tableFiles } from './tables.ts';
import { FORMAT_VERSIONS, STANDARDS } from './versions.ts';

/** Beside the manifest, because it cannot hold its own hash; as `sha256sum` writes and checks it. */
export const MANIFEST_HASH = 'manifest.sha256';

/** The files that say the number of a release or when it was made. */
export const COVER: ReadonlySet<string> = new Set([
	'README.md',
	'croissant.json',
	'manifest.json',
	MANIFEST_HASH
]);

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

function manifestOf(outline: Outline, files: Manifest['files']): Manifest {
	const { study, number, created, tool, consensus, words, options, counts } = outline;
	return {
		format: 'primum-release',
		formatVersion: 2,
		study: { slug: study.slug, name: study.name },
		release: number,
		created,
		tool: { name: tool.name, version: tool.version },
		rules: {
			consensus: consensus.rule,
			ratersPerCase: consensus.ratersPerCase,
			band: consensus.band,
			unresolved: options.unresolved,
			words: words.version,
			versions: rulesNow(
				consensus,
				options.pseudonyms,
				SCHEME_NAMES.map((name) => ({ name, version: schemeOf(name).version }))
			)
		},
		formats: { ...FORMAT_VERSIONS, ...STANDARDS },
		license: options.license,
		language: options.language,
		filters: { comments: options.includeComments, times: options.includeTimes },
		note: options.note,
		counts,
		files
	};
}

/** What the options say may leave, whatever the snapshot holds. */
function filtered(snapshot: Snapshot): Snapshot {
	const { options, ratings } = snapshot;
	return { ...snapshot, ratings: ratings.flatMap((rating) => asReleased(rating, options) ?? []) };
}

/** The same of the stories, of which a cover says nothing. */
function told({ options, stories }: Snapshot): Snapshot['stories'] {
	return stories && stories.flatMap((event) => asTold(event, options) ?? []);
}

/** How the manifest lists a file. */
export function listed(path: string, bytes: Uint8Array): Manifest['files'][number] {
	return { path, bytes: bytes.length, sha256: sha256(bytes) };
}

/**
 * Writes all of a release but its cover: what does not depend on its number and the moment it was made. One file
 * after the other, because all of them together may be more than the memory of a server.
 *
 * @param snapshot what it says
 * @param agreement every coefficient, over the ratings before adjudication
 * @returns paths and contents
 */
export function* writeContents(
	snapshot: Snapshot,
	agreement: AgreementDocument
): Generator<[path: string, bytes: Uint8Array]> {
	const released = { ...filtered(snapshot), stories: told(snapshot) };
	yield ['agreement.json', encode(writeDocument(agreement))];
	yield ['data-dictionary.csv', writeDictionary(widthsOf(released))];
	yield* schemaFiles();
	// The largest first: many small files leave memory in pieces that a large one has no use for.
	for (const format of ['jsonl', 'csv', 'parquet'] as const) {
		for (const [path, bytes] of tableFiles(released, format)) yield [`tables/${path}`, bytes];
	}
	const kit = writeKit(released.cases, released.unrated ? undefined : finalScores(released));
	for (const [path, bytes] of kit) yield [`kit/${path}`, bytes];
}

/**
 * Writes the cover of a release: its card, its description for machines and its manifest.
 *
 * @param contents the files of `writeContents`, as `listed` says
 * @param agreement that of `writeContents`, of which the card shows some
 * @param changes what is otherwise than in the release before, a sentence each; null where nobody has compared them
 * @returns the files, and the manifest as a value; manifest.json lists all but itself and manifest.sha256
 */
export function writeCover(
	snapshot: Snapshot,
	contents: Manifest['files'],
	agreement: AgreementDocument,
	changes: readonly string[] | null = null
): { files: Files; manifest: Manifest } {
	const outline = outlineOf({ ...filtered(snapshot), stories: told(snapshot) });
	const card = writeCard(outline, { agreement, changes });
	const inside = inOrder([...contents, listed('README.md', card)]);
	const croissant = writeCroissant(outline, inside);
	const manifest = manifestOf(outline, inOrder([...inside, listed('croissant.json', croissant)]));
	const document = encode(writeDocument(manifest));
	const files: Files = new Map([
		['README.md', card],
		['croissant.json', croissant],
		['manifest.json', document],
		[MANIFEST_HASH, encode(`${sha256(document)}  manifest.json\n`)]
	]);
	return { files, manifest };
}

/** In the order of their paths, by code unit. */
function inOrder(files: Manifest['files']): Manifest['files'] {
	return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
