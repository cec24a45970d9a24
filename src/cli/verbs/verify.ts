/** `primum verify`: is a release whole and as it was made? */
import type { Command } from 'commander';
import { z } from 'zod';
import { RELEASE_LIMITS } from '#lib/formats/limits.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import { listed } from '../failure.ts';
import { readFolderOrZip } from '../inputs.ts';
import { count } from '../text.ts';
import { does } from '../verb.ts';

export function register(program: Command): void {
	const command = program
		.command('verify')
		.description('check a release: hashes, schemas, and that everything it refers to is there')
		.argument('<path>', 'the folder or zip archive of the release');
	does(command, z.object({ path: z.string() }), async ({ path }) => {
		const release = await readFolderOrZip(path, RELEASE_LIMITS);
		const { problems, files, manifest } = verifyRelease(release.files);
		const ok = problems.length === 0 && manifest !== null;
		const json = {
			ok,
			files,
			study: manifest?.study.slug ?? null,
			release: manifest?.release ?? null,
			problems
		};
		const text = ok
			? `ok: ${count(files, 'file')}, release ${manifest.release} of ${manifest.study.slug}`
			: [
					`not ok: ${count(problems.length, 'problem')} in ${count(files, 'file')}`,
					...listed(problems)
				].join('\n');
		return { json, text, failed: !ok };
	});
}
