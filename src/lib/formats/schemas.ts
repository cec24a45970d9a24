/** JSON Schema 2020-12 of every record of a release, as files. */
import { z, type ZodType } from 'zod';
import { manifestSchema } from '#lib/domain/release.ts';
import { encode, type Files } from './files.ts';
import { writeDocument } from './json.ts';
import { itemSchema, perturbationSchema, rubricSchema } from './kit-schema.ts';
import { RECORDS } from './records.ts';

const SCHEMAS: Record<string, { schema: ZodType; title: string }> = {
	manifest: { schema: manifestSchema, title: 'manifest.json' },
	rubric: { schema: rubricSchema, title: 'kit/dataset/rubrics/*.json' },
	item: { schema: itemSchema, title: 'a line of kit/dataset/items.jsonl' },
	perturbation: { schema: perturbationSchema, title: 'kit/dataset/perturbations/*.json' },
	...Object.fromEntries(
		Object.entries(RECORDS).map(([name, schema]) => [
			name,
			{ schema, title: `a line of tables/${name}.jsonl` }
		])
	)
};

/** Which schema the lines of a file, or the file as a whole, must satisfy; null where none. */
export function schemaOf(path: string): { name: string; lines: boolean } | null {
	const table = /^tables\/([^/]+)\.jsonl$/.exec(path)?.[1];
	if (table !== undefined) return { name: table, lines: true };
	if (path === 'kit/dataset/items.jsonl') return { name: 'item', lines: true };
	if (/^kit\/dataset\/rubrics\/[^/]+\.json$/.test(path)) return { name: 'rubric', lines: false };
	if (/^kit\/dataset\/perturbations\/[^/]+\.json$/.test(path)) {
		return { name: 'perturbation', lines: false };
	}
	return null;
}

/** `schema/<name>.json` for every kind of record. */
export function schemaFiles(): Files {
	return new Map(
		Object.entries(SCHEMAS).map(([name, { schema, title }]) => {
			const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
			const document = { $schema, title, ...rest };
			return [`schema/${name}.json`, encode(writeDocument(document))];
		})
	);
}
