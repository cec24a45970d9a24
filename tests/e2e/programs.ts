/** What a person has at a terminal to ask Primum with, as the examples do. */
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const EXAMPLES = join(import.meta.dirname, '../../docs/examples/http');

/** True where a program can be started. */
export const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

export type Ran = { code: number; stdout: string; stderr: string };

/** Runs a program in a folder, with settings on top of the environment. */
export function run(
	program: string,
	args: readonly string[],
	{ cwd, env }: { cwd: string; env: Record<string, string> }
): Promise<Ran> {
	return new Promise((resolve) => {
		const options = { cwd, env: { ...process.env, ...env }, timeout: 60_000 };
		execFile(program, [...args], options, (error, stdout, stderr) => {
			const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
			resolve({ code, stdout, stderr });
		});
	});
}

/**
 * Writes the choices of a system that recommends every other action of every case of a release.
 *
 * @param release the folder of the release
 * @returns the path of the file
 */
export function someChoices(release: string, file: string): string {
	const rubrics = join(release, 'kit/dataset/rubrics');
	const lines = readdirSync(rubrics).flatMap((name) => {
		const { id, options } = JSON.parse(readFileSync(join(rubrics, name), 'utf8')) as {
			id: string;
			options: { id: number }[];
		};
		return options.map((option, at) => `${id},${option.id},${at % 2 === 0 ? 'yes' : 'no'}`);
	});
	writeFileSync(file, ['case,action,recommend', ...lines].join('\n'));
	return file;
}
