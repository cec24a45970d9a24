/**
 * croissant.json: MLCommons Croissant 1.0 (docs.mlcommons.org/croissant/docs/croissant-spec.html), with what is known of
 * how the data came about in the words of its RAI vocabulary.
 */
import type { JsonObject } from '#lib/domain/case.ts';
import { licenseUrl } from '#lib/domain/license.ts';
import type { Manifest, Outline } from '#lib/domain/release.ts';
import { LIMITS, names, rule, scope } from './card-words.ts';
import { bibtex } from './citation.ts';
import { CONTEXT } from './croissant-context.ts';
import { recordSets } from './croissant-records.ts';
import { encode } from './files.ts';
import { writeDocument } from './json.ts';

const MEDIA_TYPES: Record<string, string> = {
	csv: 'text/csv',
	json: 'application/json',
	jsonl: 'application/jsonlines',
	md: 'text/markdown',
	parquet: 'application/x-parquet',
	yaml: 'application/yaml'
};

/** A path as a relative address. */
const addressOf = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function fileObject({ path, bytes, sha256 }: Manifest['files'][number]): JsonObject {
	return {
		'@type': 'cr:FileObject',
		'@id': addressOf(path),
		name: path,
		contentUrl: addressOf(path),
		contentSize: `${bytes} B`,
		encodingFormat: MEDIA_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain',
		sha256
	};
}

/** How the data came about, as far as Primum knows: it asks nobody of age, sex or country. */
function collection(outline: Outline): JsonObject {
	const { tool, consensus } = outline;
	return {
		'rai:dataCollection':
			'Medical specialists read a clinical case and scored each of its candidate actions on a scale of 1 to 9, each by ' +
			'themselves in the first round. A later round, where there was one, asked some actions again.',
		'rai:dataCollectionType': ['Manual Human Curator'],
		'rai:dataCollectionMissingData':
			'A rater who gave no score could say why (cannot_rate). Where nobody said anything, the value is null, in CSV an empty cell; nothing was filled in.',
		'rai:dataAnnotationProtocol': rule(outline).join(' '),
		'rai:dataAnnotationPlatform': [`Primum ${tool.version}`],
		'rai:dataAnnotationAnalysis': [
			'Agreement before adjudication is in agreement.json, with intervals by case; all raw scores stand beside each final one.'
		],
		'rai:annotationsPerItem': `${consensus.ratersPerCase} raters wanted an action; scores and cannot_rate_count of the record set final say how many there are.`,
		'rai:personalSensitiveInformation': [
			names(outline),
			'Texts of cases are as the study took them in and were not checked for personal data.'
		],
		'rai:dataLimitations': [...LIMITS],
		'rai:dataUseCases': [
			'Testing: what a system recommends for a case is held against the final scores.',
			'Studies of how specialists agree.'
		],
		'rai:dataReleaseMaintenancePlan': [
			'A release never changes. What changes in the study leaves in a release with a higher number. A release can be withdrawn: it stays, marked, with the reason.'
		]
	};
}

/**
 * Describes a release for machines.
 *
 * @param files all its files that stand already, in the order of their paths
 */
export function writeCroissant(outline: Outline, files: Manifest['files']): Uint8Array {
	const { study, number, created, options } = outline;
	const { license, language } = options;
	return encode(
		writeDocument({
			'@context': CONTEXT,
			'@type': 'sc:Dataset',
			name: `${study.slug}-release-${number}`,
			description: [
				`Ratings of the candidate actions of clinical cases by medical specialists: study "${study.name}", release ${number}.`,
				...scope(outline)
			].join(' '),
			conformsTo: 'http://mlcommons.org/croissant/1.0',
			citeAs: bibtex(outline),
			version: `${number}.0.0`,
			isLiveDataset: false,
			datePublished: created,
			dateCreated: created,
			url: `urn:primum:${study.slug}:release:${number}`,
			license:
				license === null
					? {
							'@type': 'sc:CreativeWork',
							name: 'Not stated in this release: ask the coordinators of the study.'
						}
					: licenseUrl(license),
			creator: { '@type': 'sc:Organization', name: study.name },
			publisher: { '@type': 'sc:Organization', name: study.name },
			keywords: ['medical', 'clinical', 'expert ratings', 'appropriateness', 'safety'],
			...(language !== null && { inLanguage: language }),
			...collection(outline),
			distribution: files.map(fileObject),
			recordSet: recordSets(outline)
		})
	);
}
