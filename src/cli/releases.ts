/** Finds a release as a command names it: a folder, a zip archive, or `slug:number` of an installation. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '#lib/domain/refusal.ts';
import { slugSchema } from '#lib/domain/study.ts';
import type { Files } from '#lib/formats/files.ts';
import { RELEASE_LIMITS } from '#lib/formats/limits.ts';
import type { App } from '#lib/server/app.ts';
import { readFolderOrZip } from './inputs.ts';
import { tidily } from './interrupt.ts';
import { note } from './notes.ts';
import { elsewhere, type Elsewhere, type ReleaseThere, type Which } from './remote/client.ts';
import { download } from './remote/download.ts';
import type { Common, Remote } from './verb.ts';

/** A release of an installation, named as `slug:number` or `slug:latest`. */
type Named = { study: string; which: Which };

/** True where it lies on this machine's disk, whatever else the name could mean. */
export const isOnDisk = (name: string) => statSync(name, { throwIfNoEntry: false }) !== undefined;

/**
 * The files of a release. One that is withdrawn is read all the same, and that is said.
 *
 * @param name a path, or `slug:number` of this installation or of that which `--remote` names
 * @throws Refusal or RemoteRefusal where there is none, or it cannot be read
 */
export async function filesOf(name: string, given: Common & Partial<Remote>): Promise<Files> {
	const named = namedAs(name);
	if (isOnDisk(name) || named === null) return (await readFolderOrZip(name, RELEASE_LIMITS)).files;
	const there = await elsewhere(given);
	if (there !== null) return filesThere(there, named);
	const [{ withApp }, { TERMINAL }, releasing] = await Promise.all([
		import('./data.ts'),
		import('#lib/server/app.ts'),
		import('#lib/server/services/releasing/index.ts')
	]);
	return withApp(given, async (app) => {
		const number = await numberOf(app, named.study, named.which);
		const { withdrawn } = await releasing.show(app, TERMINAL, named.study, number);
		sayWithdrawn(name, withdrawn);
		return releasing.files(app, TERMINAL, named.study, number);
	});
}

function namedAs(name: string): Named | null {
	const [, study, number] = /^([^:/\\]+):(\d+|latest)$/.exec(name) ?? [];
	if (study === undefined || !slugSchema.safeParse(study).success) return null;
	return { study, which: number === 'latest' ? number : Number(number) };
}

/** The number of a release of this installation; `latest` is the newest that is not withdrawn. */
export async function numberOf(app: App, study: string, which: Which): Promise<number> {
	if (which !== 'latest') return which;
	const [{ TERMINAL }, releasing] = await Promise.all([
		import('#lib/server/app.ts'),
		import('#lib/server/services/releasing/index.ts')
	]);
	const all = await releasing.list(app, TERMINAL, study);
	const newest = all.find(({ withdrawn }) => withdrawn === null);
	if (newest !== undefined) return newest.number;
	throw new Refusal('missing', `"${study}" has no release that is not withdrawn.`);
}

/** Fetches an archive into a folder of its own, which is gone afterwards, and unpacks it. */
async function filesThere(there: Elsewhere, { study, which }: Named): Promise<Files> {
	const release = await there.release(study, which);
	sayWithdrawn(`${study}:${release.number}`, release.withdrawn);
	return unpackedFrom(there, study, release);
}

/** The files of a release elsewhere, its archive held against its hash. */
export function unpackedFrom(
	there: Elsewhere,
	study: string,
	release: ReleaseThere
): Promise<Files> {
	const folder = mkdtempSync(join(tmpdir(), 'primum-release-'));
	return tidily(
		() => rmSync(folder, { recursive: true, force: true }),
		async () => {
			const archive = join(folder, 'release.zip');
			await download(there.archive(study, release), archive);
			return (await readFolderOrZip(archive, RELEASE_LIMITS)).files;
		}
	);
}

function sayWithdrawn(name: string, withdrawn: { reason: string } | null): void {
	if (withdrawn !== null) note(`${name} is withdrawn: ${withdrawn.reason}`);
}
