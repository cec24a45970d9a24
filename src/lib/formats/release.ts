/** A release as files (formats.md, section 5): the same state gives the same bytes. */
import { MANIFEST, MANIFEST_HASH } from '#lib/domain/manifest-names.ts';
import {
	asReleased,
	asTold,
	type Manifest,
	type Outline,
	type ReleaseOptions,
	type Slice
} from '#lib/domain/release.ts';
import { rulesNow } from '#lib/domain/release-rules.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import type { AgreementDocument } from './agreement-record.ts';
import { Stretch } from './archive.ts';
import { writeCard } from './card.ts';
import { writeCroissant } from './croissant.ts';
import { writeDictionary } from './dictionary.ts';
import { encode, sha256, type Files } from './files.ts';
import { writeDocument } from './json.ts';
import { Kit, Tables } from './growing-files.ts';
import type { Finals } from './kit.ts';
import { schemaFiles } from './schemas.ts';
import { FORMAT_VERSIONS, STANDARDS } from './versions.ts';

/** The files that say the number of a release or when it was made. */
export const COVER: ReadonlySet<string> = new Set([
	'README.md',
	'croissant.json',
	MANIFEST,
	MANIFEST_HASH
]);

/**
 * The score with which each action leaves in the kit: its final score, or for an unresolved action the
 * provisional one where those are kept.
 *
 * @returns scores by `Card001#36`; null where the action is left out
 */
export function finalScores(
	{ finals }: Pick<Slice, 'finals'>,
	{ unresolved }: Pick<ReleaseOptions, 'unresolved'>
): Finals {
	return new Map(
		finals.map(({ case: id, action, score, provisional }) => [
			`${id}#${action}`,
			score ?? (unresolved === 'keep' ? provisional : null)
		])
	);
}

/** What the manifest of a release says before its files and its changes are known. */
export type Terms = Omit<Manifest, 'files' | 'changes'>;

/** By what a release is made, and how much it holds. */
export function termsOf(outline: Outline): Terms {
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
		filters: filtersOf(options),
		note: options.note,
		counts
	};
}

function filtersOf(options: ReleaseOptions): Manifest['filters'] {
	const { includeComments, includeTimes, pseudonyms, specialties, cases } = options;
	const { part, throughRound, completeOnly } = options;
	return {
		...{ comments: includeComments, times: includeTimes, pseudonyms },
		...{ specialties, cases, part, throughRound, completeOnly }
	};
}

/** What the options say may leave, whatever the slice holds. */
function filtered({ cases, ratings, finals, stories }: Slice, options: ReleaseOptions): Slice {
	return {
		...{ cases, finals },
		ratings: ratings.flatMap((rating) => asReleased(rating, options) ?? []),
		stories: stories && stories.flatMap((event) => asTold(event, options) ?? [])
	};
}

/** How the manifest lists a file. */
export function listed(path: string, bytes: Uint8Array): Manifest['files'][number] {
	return { path, bytes: bytes.length, sha256: sha256(bytes) };
}

/**
 * All of a release but its cover: what does not depend on its number and the moment it was made. It grows by slices of
 * cases, because all of it together is more than the memory of a server.
 */
export class Contents {
	readonly kit = new Kit('kit/');
	readonly #outline: Outline;
	readonly #front = new Stretch();
	readonly #tables: readonly Tables[];

	/** @param agreement every coefficient, over the ratings before adjudication */
	constructor(outline: Outline, agreement: AgreementDocument) {
		this.#outline = outline;
		this.#front.add('agreement.json', encode(writeDocument(agreement)));
		this.#front.add('data-dictionary.csv', writeDictionary(outline));
		for (const [path, bytes] of schemaFiles()) this.#front.add(path, bytes);
		this.#tables = FORMATS.map((format) => new Tables('tables/', format, outline, true));
	}

	/** In the order in which they lie in the archive. */
	get stretches(): readonly Stretch[] {
		const tables = this.#tables.flatMap(({ stretches }) => stretches);
		return [this.#front, ...this.kit.stretches, ...tables];
	}

	/** Writes the next cases, one file after the other: the caller may give way between them. */
	*add(slice: Slice): Generator<void> {
		const { options, unrated } = this.#outline;
		const released = filtered(slice, options);
		for (const tables of this.#tables) yield* tables.add(released);
		const finals = unrated ? undefined : finalScores(released, options);
		for (const item of released.cases) this.kit.add(item, finals);
		yield;
	}

	/** Ends it, once every case and the lines of the kit are in. */
	end(): void {
		for (const tables of this.#tables) tables.end();
		this.kit.end();
	}

	/** Its files, as the manifest lists them. */
	get files(): Manifest['files'] {
		return this.stretches.flatMap(({ files }) =>
			files.map(({ file: { path, bytes, sha256 } }) => ({ path, bytes, sha256 }))
		);
	}
}

const FORMATS = ['jsonl', 'csv', 'parquet'] as const;

/**
 * Writes the cover of a release: its card, its description for machines and its manifest.
 *
 * @param contents the files of `Contents`
 * @param agreement that of `Contents`, of which the card shows some
 * @param changes what is otherwise than in an earlier release; null for the first
 * @returns the files, and the manifest as a value; manifest.json lists all but itself and manifest.sha256
 */
export function writeCover(
	outline: Outline,
	contents: Manifest['files'],
	agreement: AgreementDocument,
	changes: Manifest['changes'] = null
): { files: Files; manifest: Manifest } {
	const card = writeCard(outline, { agreement, changes });
	const inside = inOrder([...contents, listed('README.md', card)]);
	const croissant = writeCroissant(outline, inside);
	const { counts, ...terms } = termsOf(outline);
	const files = inOrder([...inside, listed('croissant.json', croissant)]);
	const manifest: Manifest = { ...terms, changes, counts, files };
	const document = encode(writeDocument(manifest));
	const cover: Files = new Map([
		['README.md', card],
		['croissant.json', croissant],
		[MANIFEST, document],
		[MANIFEST_HASH, encode(`${sha256(document)}  ${MANIFEST}\n`)]
	]);
	return { files: cover, manifest };
}

/** In the order of their paths, by code unit. */
function inOrder(files: Manifest['files']): Manifest['files'] {
	return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
