/** `primum release export`: the files of a release, of this installation or of one elsewhere. */
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { withApp } from '../data.ts';
import { assertFile, assertFolder, writeFolder, writeParts } from '../outputs.ts';
import { numberOf, unpackedFrom } from '../releases.ts';
import { elsewhere, type Elsewhere } from '../remote/client.ts';
import { download } from '../remote/download.ts';
import { count } from '../text.ts';
import { list, out, sha256, slug, study, which } from '../values.ts';
import { flag, options, verb, type Given } from '../verb.ts';

const takes = {
	number: which,
	study,
	out: out('a folder, or a file that ends in .zip'),
	only: options(
		'file',
		'only these files of it, as the manifest has them; into a folder',
		z.array(z.string()).optional()
	),
	force: flag('replace files that are there')
};
type Asked = Given<typeof takes>;

/** What was written, of which release. */
type Wrote = { number: number; sha256: string; files?: string[] };

export const exportRelease = verb({
	name: 'release export',
	says: 'write the files of a release, here or from elsewhere',
	about:
		'Writes a release as its zip or as a folder, the same bytes each time. From an installation elsewhere it goes to the ' +
		'disk as it comes, goes on where a connection breaks off, and is kept only if its SHA-256 is right.',
	takes,
	isRemote: true,
	examples: [
		{ run: 'primum release export 1 --study demo --out release-1', does: 'all of it, as a folder' },
		{
			run: 'primum release export latest --study demo --out tables --only tables/final.csv README.md',
			does: 'two files of it'
		},
		{
			run: 'primum release export latest --study demo --out demo.zip --remote http://localhost:3000 --token-file token.txt',
			does: 'the zip, from a server'
		}
	],
	refused: {
		when: 'there is no such release or file, what is there already would be replaced, or a hash is wrong',
		run: 'primum release export 99 --study demo --out release-99'
	},
	answer: z.object({
		...{ study: slug, number: z.int(), out: z.string(), sha256 },
		files: list(z.string()).optional().meta({ description: 'of a folder, what was written' })
	}),
	work: async (given) => {
		const { study, out, only, force } = given;
		const isZip = out.toLowerCase().endsWith('.zip') && only === undefined;
		if (isZip) assertFile(out, { force });
		else assertFolder(out, { force });
		const there = await elsewhere(given);
		const wrote = await (there === null ? fromHere(given, isZip) : fromThere(there, given, isZip));
		const text = isZip
			? `Wrote ${out}\nSHA-256 ${wrote.sha256}`
			: `Wrote ${count(wrote.files!.length, 'file')} to ${out}.`;
		return { json: { study, out, ...wrote }, text };
	}
});

function fromHere(given: Asked, isZip: boolean): Promise<Wrote> {
	const { study, out, only, force } = given;
	return withApp(given, async (app) => {
		const number = await numberOf(app, study, given.number);
		const archive = await releasing.archive(app, TERMINAL, study, number);
		if (isZip) {
			await writeParts(out, archive.read(), { force });
			return { number, sha256: archive.sha256 };
		}
		const files = await releasing.files(app, TERMINAL, study, number);
		return { number, sha256: archive.sha256, files: await written(given, chosen(files, only)) };
	});
}

async function fromThere(there: Elsewhere, given: Asked, isZip: boolean): Promise<Wrote> {
	const { study, out, only } = given;
	const release = await there.release(study, given.number);
	const { number, sha256 } = release;
	if (isZip) {
		await download(there.archive(study, release), out);
		return { number, sha256 };
	}
	// Of the archive every byte is held against the hash of the release.
	const files = chosen(await unpackedFrom(there, study, release), only);
	return { number, sha256, files: await written(given, files) };
}

async function written({ out, force }: Asked, files: Files): Promise<string[]> {
	await writeFolder(out, files, { force });
	return [...files.keys()];
}

/** @throws Refusal ('missing') for a file that the release does not have */
function chosen(files: Files, only: readonly string[] | undefined): Files {
	if (only === undefined) return files;
	return new Map(
		only.map((path) => {
			const bytes = files.get(path);
			if (bytes !== undefined) return [path, bytes];
			throw new Refusal(
				'missing',
				`The release has no file ${path}; manifest.json lists what it has.`
			);
		})
	);
}
