/** Verifies a release: hashes, schemas, and that everything referred to is there. */
import { MANIFEST, MANIFEST_HASH } from '#lib/domain/manifest-names.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { manifestSchema, type Manifest } from '#lib/domain/release.ts';
import { encode, sha256, type Files } from './files.ts';
import * as json from './json.ts';
import { faultsIn, faultsOf } from './kit-checks.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { agreementProblems } from './verify-agreement.ts';
import { coverProblems } from './verify-cover.ts';
import { readRecords } from './verify-records.ts';
import { referenceProblems } from './verify-references.ts';
import { formProblems } from './verify-tables.ts';

export type Verification = {
	problems: Problem[];
	/** Files that were looked at. */
	files: number;
	/** Null where it is missing or not valid. */
	manifest: Manifest | null;
};

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
		const { tables, documents } = readRecords(files, manifest, problems);
		problems.push(
			...referenceProblems(files, manifest, tables),
			...formProblems(files, manifest, tables),
			...agreementProblems(documents.get('agreement'), tables),
			...coverProblems(files, manifest)
		);
	}
	return { problems, files: files.size, manifest };
}
