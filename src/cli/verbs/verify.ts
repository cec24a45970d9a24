/** `primum verify`: is a release whole and as it was made? */
import { z } from 'zod';
import { MANIFEST } from '#lib/domain/manifest-names.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import type { Files } from '#lib/formats/files.ts';
import { listed } from '../failure.ts';
import { filesOf, isOnDisk } from '../releases.ts';
import { elsewhere, type Elsewhere } from '../remote/client.ts';
import { count as inWords } from '../text.ts';
import { count, list, problem } from '../values.ts';
import { argument, verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'verify',
		says: 'check a release: hashes, schemas, references',
		about:
			'Checks that every file of a release has the hash its manifest says and fits its schema, and that all it refers to ' +
			'is there. With --remote a release of an installation elsewhere is fetched and checked; or a copy that lies here ' +
			'is held against what that installation released.',
		takes: {
			path: argument(
				'path',
				'a folder, a zip archive, or slug:number of an installation, such as demo:1 or demo:latest',
				z.string()
			)
		},
		isRemote: true,
		examples: [
			{
				run: 'primum release export 1 --study demo --out release-1 && primum verify release-1',
				does: 'a folder; one changed byte would be noticed'
			},
			{ run: 'primum verify demo:latest', does: 'the newest release of the installation' },
			{
				run:
					'primum release export 1 --study demo --out copy.zip && ' +
					'primum verify copy.zip --remote http://localhost:3000 --token-file token.txt',
				does: 'is my copy what the server released, and does it still stand?'
			}
		],
		refused: {
			when: 'there is a problem, all of which are listed, or nothing to check',
			run: 'primum verify docs/examples/http'
		},
		answer: z.object({
			...{ ok: z.boolean(), files: count, study: z.string().nullable() },
			...{ release: z.int().nullable(), problems: list(problem) },
			withdrawn: z.string().nullable().meta({
				description: 'why it is, as the installation elsewhere says of a copy'
			})
		}),
		work: async (given) => {
			const { path } = given;
			const files = await filesOf(path, given);
			const { manifest, problems: own, files: number } = verifyRelease(files);
			const there = isOnDisk(path) ? await elsewhere(given) : null;
			const { problems: also, withdrawn } =
				there === null || manifest === null
					? { problems: [], withdrawn: null }
					: await heldAgainst(there, files, manifest);
			const problems = [...own, ...also];
			const ok = problems.length === 0 && manifest !== null;
			const json = {
				...{ ok, files: number, study: manifest?.study.slug ?? null },
				...{ release: manifest?.release ?? null, problems, withdrawn }
			};
			const lines = ok
				? [`ok: ${inWords(number, 'file')}, release ${manifest.release} of ${manifest.study.slug}`]
				: [
						`not ok: ${inWords(problems.length, 'problem')} in ${inWords(number, 'file')}`,
						...listed(problems)
					];
			if (withdrawn !== null) lines.push(`It is withdrawn: ${withdrawn}`);
			return { json, text: lines.join('\n'), failed: !ok };
		}
	})
];

/** A manifest has the hash of every file: where it is the same, so is the release. */
async function heldAgainst(
	there: Elsewhere,
	files: Files,
	{ study, release }: Manifest
): Promise<{ problems: Problem[]; withdrawn: string | null }> {
	const { withdrawn } = await there.release(study.slug, release);
	const wanted = await there.file(study.slug, release, MANIFEST);
	const isSame = Buffer.compare(files.get(MANIFEST)!, wanted) === 0;
	const message = `is another than that of release ${release} of ${study.slug} at ${there.origin}.`;
	return {
		problems: isSame ? [] : [{ where: MANIFEST, message }],
		withdrawn: withdrawn?.reason ?? null
	};
}
