/** What the files of a release are, by their names. */

const TYPES: Readonly<Record<string, string>> = {
	json: 'application/json',
	jsonl: 'application/jsonl',
	csv: 'text/csv; charset=utf-8',
	md: 'text/markdown; charset=utf-8',
	yaml: 'application/yaml',
	parquet: 'application/vnd.apache.parquet'
};

/** The media type of a file. */
export function mediaTypeOf(path: string): string {
	return TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
