/** Reads the records of a release, each held against the schema that the release carries for it. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject, JsonValue } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import { decode, type Files } from './files.ts';
import { guidanceValue } from './guidance.ts';
import * as json from './json.ts';
import { DEFAULT_LIMITS, MOST_PROBLEMS } from './limits.ts';
import { schemaOf, type Form } from './schemas.ts';

/** Records of a table that satisfy their schema, with their lines. */
export type Lines = { line: number; record: JsonObject }[];

export type Records = {
	/** By the name of the table. */
	tables: Map<string, Lines>;
	/** Documents that satisfy their schema, by the name of the file without its ending. */
	documents: Map<string, JsonObject>;
};

/** Files that a release of format 1 has no schema for. */
const UNDESCRIBED: ReadonlySet<string> = new Set(['agreement', 'guidance']);

/** Compiles the schemas that the release carries, each when it is first asked for. */
function schemasIn(files: Files, problems: Problem[]): (name: string) => ValidateFunction | null {
	// Optimizing the code of a schema takes longer than a release of a thousand cases gains by it.
	const ajv = new Ajv2020({ strict: false, code: { optimize: false } });
	addFormats.default(ajv);
	const compiled = new Map<string, ValidateFunction | null>();
	const compile = (name: string): ValidateFunction | null => {
		const where = `schema/${name}.json`;
		const bytes = files.get(where);
		if (bytes === undefined) {
			problems.push({ where, message: 'is missing: the records it describes cannot be checked.' });
			return null;
		}
		const document = json.readDocument(where, bytes, DEFAULT_LIMITS, problems);
		if (document === null) return null;
		try {
			return ajv.compile(document.value);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			problems.push({ where, message: `is no valid JSON Schema: ${reason}` });
			return null;
		}
	};
	return (name) => {
		const known = compiled.get(name);
		if (known !== undefined) return known;
		const validate = compile(name);
		compiled.set(name, validate);
		return validate;
	};
}

function recordProblem(
	validate: ValidateFunction,
	value: JsonValue
): Omit<Problem, 'where'> | null {
	if (validate(value)) return null;
	const error = validate.errors?.[0];
	const field = error?.instancePath.slice(1).replaceAll('/', '.') || undefined;
	return { field, message: `does not satisfy its schema: ${error?.message ?? 'not valid'}.` };
}

/** What a file holds, read by its form. */
function* valuesIn(
	{ where, text, form }: { where: string; text: string; form: Form },
	problems: Problem[]
): Generator<{ value: JsonValue; line: number }> {
	if (form === 'yaml') {
		yield { value: guidanceValue(text), line: 1 };
		return;
	}
	const parts = form === 'lines' ? json.linesIn(text) : [{ line: 1, content: text }];
	for (const { line, content } of parts) {
		if (problems.length > MOST_PROBLEMS) return;
		const value = json.readJson(content, where, DEFAULT_LIMITS, problems, line);
		if (value !== undefined) yield { value, line };
	}
}

/** Holds every record against its schema. */
export function readRecords(
	files: Files,
	{ formatVersion }: Manifest,
	problems: Problem[]
): Records {
	const schemaNamed = schemasIn(files, problems);
	const found: Records = { tables: new Map(), documents: new Map() };
	for (const [where, bytes] of files) {
		const kind = schemaOf(where);
		if (kind === null) continue;
		const { name, form } = kind;
		if (formatVersion === 1 && UNDESCRIBED.has(name)) continue;
		const validate = schemaNamed(name);
		const text = decode(bytes, where, problems);
		if (text === null) continue;
		const valid: Lines = [];
		for (const { value, line } of valuesIn({ where, text, form }, problems)) {
			const problem = validate === null ? null : recordProblem(validate, value);
			if (problem !== null)
				problems.push({ where, ...(form === 'lines' ? { line } : {}), ...problem });
			else if (json.isObject(value)) valid.push({ line, record: value });
		}
		if (where.startsWith('tables/')) found.tables.set(name, valid);
		else if (!where.includes('/') && valid[0] !== undefined) {
			found.documents.set(name, valid[0].record);
		}
	}
	return found;
}
