/** Verifies a release: hashes, schemas, and that everything referred to is there. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonValue } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { manifestSchema, type Manifest } from '#lib/domain/release.ts';
import { decode, encode, sha256, type Files } from './files.ts';
import * as json from './json.ts';
import { faultsIn, faultsOf } from './kit-checks.ts';
import { DEFAULT_LIMITS, MOST_PROBLEMS } from './limits.ts';
import { MANIFEST_HASH } from './release.ts';
import { schemaOf } from './schemas.ts';
import { referenceProblems, type Lines } from './verify-references.ts';

export type Verification = {
	problems: Problem[];
	/** Files that were looked at. */
	files: number;
	/** Null where it is missing or not valid. */
	manifest: Manifest | null;
};

const MANIFEST = 'manifest.json';

function readManifest(files: Files, problems: Problem[]): Manifest | null {
	const bytes = files.get(MANIFEST);
	if (bytes === undefined) {
		problems.push({ where: MANIFEST, message: 'is missing: choose the folder of a release.' });
		return null;
	}
	const hash = files.get(MANIFEST_HASH);
	const wanted = encode(`${sha256(bytes)}  ${MANIFEST}\n`);
	if (hash === undefined) {
		problems.push({
			where: MANIFEST_HASH,
			message: `is missing: it holds the hash of ${MANIFEST}.`
		});
	} else if (Buffer.compare(hash, wanted) !== 0) {
		problems.push(
			{ where: MANIFEST, message: `does not match ${MANIFEST_HASH}: one of the two was changed.` },
			{ where: MANIFEST_HASH, message: `does not match ${MANIFEST}: one of the two was changed.` }
		);
	}
	const document = json.readDocument(MANIFEST, bytes, DEFAULT_LIMITS, problems);
	if (document === null) return null;
	const { files: listed } = document.value;
	const long = faultsIn(listed, ['files'], manifestSchema.shape.files.element);
	const faults = long.length > 0 ? long : faultsOf(document.value, manifestSchema);
	problems.push(...json.place(document, faults));
	return faults.length === 0 ? manifestSchema.parse(document.value) : null;
}

function hashProblems(files: Files, manifest: Manifest): Problem[] {
	const problems: Problem[] = [];
	const listed = new Set([MANIFEST, MANIFEST_HASH]);
	for (const { path, bytes, sha256: hash } of manifest.files) {
		const content = files.get(path);
		if (listed.has(path)) {
			problems.push({
				where: MANIFEST,
				field: 'files',
				message: `lists ${path}, which it must not, or twice.`
			});
		}
		listed.add(path);
		if (content === undefined) {
			problems.push({ where: path, message: `is missing: ${MANIFEST} lists it.` });
		} else if (content.length !== bytes) {
			const message = `has ${content.length} bytes and ${MANIFEST} says ${bytes}: the file was changed.`;
			problems.push({ where: path, message });
		} else if (sha256(content) !== hash) {
			const message = `has another SHA-256 than ${MANIFEST} says: the file was changed.`;
			problems.push({ where: path, message });
		}
	}
	for (const path of files.keys()) {
		if (listed.has(path)) continue;
		problems.push({
			where: path,
			message: `is no part of the release: ${MANIFEST} does not list it.`
		});
	}
	return problems;
}

/** Compiles the schemas that the release carries, each when it is first asked for. */
function schemasIn(files: Files, problems: Problem[]): (name: string) => ValidateFunction | null {
	const ajv = new Ajv2020({ strict: false });
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

/** Holds every record against its schema; gives back the records of the tables by name. */
function readRecords(files: Files, problems: Problem[]): Map<string, Lines> {
	const schemaNamed = schemasIn(files, problems);
	const tables = new Map<string, Lines>();
	for (const [where, bytes] of files) {
		const kind = schemaOf(where);
		if (kind === null) continue;
		const validate = schemaNamed(kind.name);
		const text = decode(bytes, where, problems);
		if (text === null) continue;
		const parts = kind.lines ? json.linesIn(text) : [{ line: 1, content: text }];
		const valid: Lines = [];
		for (const { line, content: part } of parts) {
			if (problems.length > MOST_PROBLEMS) return tables;
			const value = json.readJson(part, where, DEFAULT_LIMITS, problems, line);
			if (value === undefined) continue;
			const problem = validate === null ? null : recordProblem(validate, value);
			if (problem !== null) problems.push({ where, ...(kind.lines ? { line } : {}), ...problem });
			else if (json.isObject(value)) valid.push({ line, record: value });
		}
		if (where.startsWith('tables/')) tables.set(kind.name, valid);
	}
	return tables;
}

/**
 * Verifies a release.
 *
 * @param files the release's folder, or what was in its zip
 * @returns every problem with the file it is in; none where the release is as it was made
 */
export function verifyRelease(files: Files): Verification {
	const problems: Problem[] = [];
	const manifest = readManifest(files, problems);
	if (manifest !== null) {
		problems.push(...hashProblems(files, manifest));
		const tables = readRecords(files, problems);
		problems.push(...referenceProblems(files, manifest, tables));
	}
	return { problems, files: files.size, manifest };
}
