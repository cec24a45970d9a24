/** JSON Schema 2020-12 of every record of a release, as files. */
import { z, type ZodType } from 'zod';
import { writtenManifestSchema } from '#lib/domain/release.ts';
import { agreementRecord } from './agreement-record.ts';
import { dictionaryRecord } from './dictionary.ts';
import { encode, type Files } from './files.ts';
import { writeDocument } from './json.ts';
import { guidanceSchema, itemSchema, perturbationSchema, rubricSchema } from './kit-schema.ts';
import { RECORDS, type TableName } from './records.ts';
import { schemaId, type SchemaName } from './versions.ts';

type Described = { schema: ZodType; title: string };

const table = (name: TableName): Described => ({
	schema: RECORDS[name],
	title: `a line of tables/${name}.jsonl`
});

const SCHEMAS: Record<SchemaName, Described> = {
	manifest: { schema: writtenManifestSchema, title: 'manifest.json' },
	agreement: { schema: agreementRecord, title: 'agreement.json' },
	dictionary: { schema: dictionaryRecord, title: 'a line of data-dictionary.csv' },
	rubric: { schema: rubricSchema, title: 'kit/dataset/rubrics/*.json' },
	item: { schema: itemSchema, title: 'a line of kit/dataset/items.jsonl' },
	perturbation: { schema: perturbationSchema, title: 'kit/dataset/perturbations/*.json' },
	guidance: { schema: guidanceSchema, title: 'kit/guidance/*.yaml, as JSON' },
	cases: table('cases'),
	actions: table('actions'),
	ratings: table('ratings'),
	final: table('final'),
	matrix: table('matrix'),
	stories: table('stories')
};

/** How the records of a file stand in it. */
export type Form = 'document' | 'lines' | 'yaml';

const PATHS: readonly [path: RegExp, form: Form, name?: SchemaName][] = [
	[/^tables\/([^/]+)\.jsonl$/, 'lines'],
	[/^(manifest|agreement)\.json$/, 'document'],
	[/^kit\/dataset\/items\.jsonl$/, 'lines', 'item'],
	[/^kit\/dataset\/rubrics\/[^/]+\.json$/, 'document', 'rubric'],
	[/^kit\/dataset\/perturbations\/[^/]+\.json$/, 'document', 'perturbation'],
	[/^kit\/guidance\/[^/]+\.yaml$/, 'yaml', 'guidance']
];

/** Which schema the records of a file must satisfy; null where none. */
export function schemaOf(path: string): { name: string; form: Form } | null {
	for (const [pattern, form, name] of PATHS) {
		const found = pattern.exec(path);
		if (found !== null) return { name: name ?? found[1]!, form };
	}
	return null;
}

/** `schema/<name>.json` for every kind of record. */
export function schemaFiles(): Files {
	return new Map(
		Object.entries(SCHEMAS).map(([name, { schema, title }]) => {
			const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
			const document = { $schema, $id: schemaId(name as SchemaName), title, ...rest };
			return [`schema/${name}.json`, encode(writeDocument(document))];
		})
	);
}
