/** croissant.json: MLCommons Croissant 1.0 (docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html). */
import type { JsonObject } from '#lib/domain/case.ts';
import type { Manifest, Outline } from '#lib/domain/release.ts';
import { encode } from './files.ts';
import { fields, type Kind } from './fields.ts';
import { writeDocument } from './json.ts';
import type { TableName } from './records.ts';

/** The context the specification prescribes, term for term. */
const CONTEXT: JsonObject = {
	'@language': 'en',
	'@vocab': 'https://schema.org/',
	citeAs: 'cr:citeAs',
	column: 'cr:column',
	conformsTo: 'dct:conformsTo',
	cr: 'http://mlcommons.org/croissant/',
	data: { '@id': 'cr:data', '@type': '@json' },
	dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
	dct: 'http://purl.org/dc/terms/',
	examples: { '@id': 'cr:examples', '@type': '@json' },
	extract: 'cr:extract',
	field: 'cr:field',
	fileObject: 'cr:fileObject',
	fileProperty: 'cr:fileProperty',
	fileSet: 'cr:fileSet',
	format: 'cr:format',
	includes: 'cr:includes',
	isLiveDataset: 'cr:isLiveDataset',
	jsonPath: 'cr:jsonPath',
	key: 'cr:key',
	md5: 'cr:md5',
	parentField: 'cr:parentField',
	path: 'cr:path',
	rai: 'http://mlcommons.org/croissant/RAI/',
	recordSet: 'cr:recordSet',
	references: 'cr:references',
	regex: 'cr:regex',
	repeated: 'cr:repeated',
	replace: 'cr:replace',
	sc: 'https://schema.org/',
	separator: 'cr:separator',
	source: 'cr:source',
	subField: 'cr:subField',
	transform: 'cr:transform'
};

const MEDIA_TYPES: Record<string, string> = {
	csv: 'text/csv',
	json: 'application/json',
	jsonl: 'application/jsonlines',
	md: 'text/markdown',
	parquet: 'application/x-parquet',
	yaml: 'application/yaml'
};

const DATA_TYPES: Record<Kind, string> = {
	text: 'sc:Text',
	integer: 'sc:Integer',
	number: 'sc:Float',
	boolean: 'sc:Boolean'
};

function recordSet(table: TableName, description: string, key: readonly string[]): JsonObject {
	return {
		'@type': 'cr:RecordSet',
		'@id': table,
		name: table,
		description,
		key: key.map((column) => ({ '@id': `${table}/${column}` })),
		field: fields(table).map(({ name, kind, list, description }) => ({
			'@type': 'cr:Field',
			'@id': `${table}/${name}`,
			name,
			description: list ? `${description}; members have ";" between` : description,
			// In CSV, a list is one text.
			dataType: list ? DATA_TYPES.text : DATA_TYPES[kind],
			source: {
				fileObject: { '@id': `tables/${table}.csv` },
				extract: { column: name }
			}
		}))
	};
}

/**
 * Describes a release for machines.
 *
 * @param files all its files that stand already, in the order of their paths
 */
export function writeCroissant(outline: Outline, files: Manifest['files']): Uint8Array {
	const { study, number, created } = outline;
	return encode(
		writeDocument({
			'@context': CONTEXT,
			'@type': 'sc:Dataset',
			name: `${study.slug}-release-${number}`,
			description: `Ratings of the candidate actions of clinical cases by medical specialists: study "${study.name}", release ${number}.`,
			conformsTo: 'http://mlcommons.org/croissant/1.0',
			version: `${number}.0.0`,
			datePublished: created,
			url: `urn:primum:${study.slug}:release:${number}`,
			license: {
				'@type': 'sc:CreativeWork',
				name: 'Not stated in this release: ask the coordinators of the study.'
			},
			creator: { '@type': 'sc:Organization', name: study.name },
			distribution: files.map(({ path, bytes, sha256 }) => ({
				'@type': 'cr:FileObject',
				'@id': path,
				name: path,
				contentUrl: path,
				contentSize: `${bytes} B`,
				encodingFormat: MEDIA_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain',
				sha256
			})),
			recordSet: [
				recordSet('ratings', 'One record an action, rater and round.', [
					'case',
					'action',
					'rater',
					'round'
				]),
				recordSet('final', 'One record an action: the final score and how it came about.', [
					'case',
					'action'
				]),
				recordSet(
					'stories',
					'One record an event: what became of each action that was asked again, reworded, sent on or ruled on, in order.',
					['case', 'action', 'step']
				)
			]
		})
	);
}
