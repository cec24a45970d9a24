/**
 * The formats of a release's files by the names of their schemas: raised whenever a file may hold what a reader of the
 * version before does not expect. Release format 1 had version 1 of them all, and told of none.
 */
export const FORMAT_VERSIONS = {
	manifest: '2',
	agreement: '2',
	dictionary: '2',
	// Null where nothing was said, which was "" before.
	cases: '2',
	actions: '2',
	ratings: '2',
	final: '2',
	stories: '2',
	// In Parquet too.
	matrix: '2',
	rubric: '1',
	item: '1',
	perturbation: '1',
	guidance: '1'
} as const;

export type SchemaName = keyof typeof FORMAT_VERSIONS;

/** Standards that a release follows. */
export const STANDARDS = { 'json-schema': '2020-12', croissant: '1.0' } as const;

/** The `$id` of a schema: a name that stands for one version of one format, wherever its file lies. */
export function schemaId(name: SchemaName): string {
	return `urn:primum:schema:${name}:${FORMAT_VERSIONS[name]}`;
}
