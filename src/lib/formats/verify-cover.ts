/** Whether the card and the Croissant of a release speak of the files that it has. */
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import { decode, type Files } from './files.ts';

const CARD = 'README.md';
const CROISSANT = 'croissant.json';

const header = z.object({
	configs: z.array(
		z.object({
			config_name: z.string(),
			data_files: z.union([z.string(), z.array(z.object({ path: z.string() }))])
		})
	)
});

const described = z.object({
	distribution: z.array(z.object({ name: z.string(), sha256: z.string() }))
});

/** What each of the two says of files that are not there, or are otherwise. */
export function coverProblems(files: Files, manifest: Manifest): Problem[] {
	return [...cardProblems(files), ...croissantProblems(files, manifest)];
}

function cardProblems(files: Files): Problem[] {
	const text = textIn(files, CARD);
	if (text === null) return [];
	const { data } = header.safeParse(fromYaml(text.split(/^---$/m)[1] ?? ''));
	if (data === undefined) {
		return [{ where: CARD, message: 'has no header that names the files of its configurations.' }];
	}
	return data.configs.flatMap(({ config_name, data_files }) => {
		const paths =
			typeof data_files === 'string' ? [data_files] : data_files.map(({ path }) => path);
		return paths
			.filter((path) => !files.has(path))
			.map((path) => ({
				where: CARD,
				message: `names ${path} for ${config_name}, which the release does not have.`
			}));
	});
}

function fromYaml(text: string): unknown {
	try {
		return parseYaml(text, { logLevel: 'silent' });
	} catch {
		return null;
	}
}

function croissantProblems(files: Files, manifest: Manifest): Problem[] {
	const text = textIn(files, CROISSANT);
	if (text === null) return [];
	const { data } = described.safeParse(fromJson(text));
	const fault = (message: string) => ({ where: CROISSANT, message });
	if (data === undefined) return [fault('does not describe the files of a release.')];
	// The manifest is held against the files themselves.
	const hashOf = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
	const wrong = data.distribution.filter(({ name, sha256 }) => hashOf.get(name) !== sha256);
	const told = new Set(data.distribution.map(({ name }) => name));
	const untold = manifest.files.filter(({ path }) => path !== CROISSANT && !told.has(path));
	return [
		...wrong.map(({ name }) => fault(`describes ${name} otherwise than manifest.json.`)),
		...untold.map(({ path }) => fault(`does not describe ${path}.`))
	];
}

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function textIn(files: Files, path: string): string | null {
	const bytes = files.get(path);
	return bytes === undefined ? null : decode(bytes, path, []);
}
