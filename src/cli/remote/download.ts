/** Fetches an archive to the disk: as it comes, from where it broke off, and put in place once its hash is right. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, existsSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inWords } from '#lib/formats/limits.ts';
import { makeFolder } from '#lib/server/folder.ts';
import { problemType } from '#lib/domain/problem-document.ts';
import { RemoteRefusal } from '../failure.ts';
import { unlessStopped } from '../interrupt.ts';
import { pacing } from '../notes.ts';
import { unwritable } from '../outputs.ts';
import type { ArchiveThere } from './client.ts';

/** Times it goes on from where it broke off without having come any further. */
const MOST_TRIES = 5;

/** Seconds before it goes on, after the first break and after each further one. */
const PAUSES = [0.5, 1, 2, 4];

/**
 * Fetches an archive into a file. What has come lies beside it under the hash; where the connection is lost for good it
 * stays there, and the same command goes on with it. Ctrl-C leaves nothing.
 *
 * @throws RemoteRefusal where it cannot be fetched, or what came has another hash; Refusal ('invalid') where it cannot be
 *   written
 */
export async function download(archive: ArchiveThere, out: string): Promise<void> {
	const target = resolve(out);
	const name = `.${basename(target)}.${archive.sha256.slice(0, 16)}.part`;
	const part = join(dirname(target), name);
	await unlessStopped(
		() => rmSync(part, { force: true }),
		async () => {
			try {
				makeFolder(dirname(target));
				await fetchAll(archive, part);
				renameSync(part, target);
			} catch (thrown) {
				throw isOfDisk(thrown) ? unwritable(target, thrown) : thrown;
			}
		}
	);
}

async function fetchAll(archive: ArchiveThere, part: string): Promise<void> {
	const came = await hashOf(part);
	for (let tries = 1; ; tries += 1) {
		const before = came.bytes;
		try {
			await goOn(archive, part, came);
			break;
		} catch (thrown) {
			if (isOfDisk(thrown) || (thrown instanceof RemoteRefusal && !isLost(thrown))) throw thrown;
			if (came.bytes > before) tries = 1;
			if (tries >= MOST_TRIES) throw broken(thrown, part, came.bytes);
			await wait(PAUSES[Math.min(tries, PAUSES.length) - 1]! * 1_000);
		}
	}
	if (came.hash.digest('hex') === archive.sha256) return;
	rmSync(part);
	throw refusal(
		'invalid',
		502,
		'What came has another SHA-256 than the release. Nothing was kept.'
	);
}

/** What has come so far, hashed as it came. */
type Came = { hash: Hash; bytes: number };

/** Of an earlier try, if there was one. */
async function hashOf(part: string): Promise<Came> {
	const came = { hash: createHash('sha256'), bytes: 0 };
	if (!existsSync(part)) return came;
	for await (const chunk of createReadStream(part)) take(came, chunk as Buffer);
	return came;
}

function take(came: Came, chunk: Uint8Array): void {
	came.hash.update(chunk);
	came.bytes += chunk.length;
}

/** Fetches what is missing, up to the end or until the connection breaks. */
async function goOn(archive: ArchiveThere, part: string, came: Came): Promise<void> {
	const response = await fromThere(archive, came);
	if (response === null) return;
	if (response.status !== 206 && came.bytes > 0) Object.assign(came, await startOver(part));
	const of = came.bytes + Number(response.headers.get('content-length') ?? NaN);
	const say = pacing();
	const file = await open(part, came.bytes === 0 ? 'w' : 'a');
	try {
		for await (const chunk of response.body!) {
			await file.appendFile(chunk);
			take(came, chunk);
			say(`archive: ${inWords(came.bytes)}${Number.isNaN(of) ? '' : ` of ${inWords(of)}`}`);
		}
		if (came.bytes < of) throw new Error('the connection was cut');
		await file.sync();
	} finally {
		await file.close();
	}
}

/** @returns null where all of it has come before */
async function fromThere(archive: ArchiveThere, { bytes }: Came): Promise<Response | null> {
	try {
		return await archive.from(bytes);
	} catch (thrown) {
		if (thrown instanceof RemoteRefusal && thrown.document.status === 416) return null;
		throw thrown;
	}
}

async function startOver(part: string): Promise<Came> {
	rmSync(part, { force: true });
	return hashOf(part);
}

/** True for an error of the file system; one of a connection comes wrapped by `fetch`. */
const isOfDisk = (thrown: unknown) =>
	['open', 'write', 'fsync', 'mkdir', 'rename', 'access'].includes(
		(thrown as NodeJS.ErrnoException).syscall ?? ''
	) || (thrown as NodeJS.ErrnoException).code === 'ENOTDIR';

const isLost = ({ document }: RemoteRefusal) => document.title === 'unreachable';

function broken(thrown: unknown, part: string, bytes: number): RemoteRefusal {
	const why =
		thrown instanceof RemoteRefusal ? thrown.document.detail : 'The connection breaks off.';
	const kept =
		bytes === 0
			? ''
			: ` ${inWords(bytes)} are kept in ${part}; the same command goes on from there.`;
	return refusal('unreachable', 503, `${why}${kept}`);
}

const refusal = (kind: string, status: number, detail: string) =>
	new RemoteRefusal({ type: problemType(kind), title: kind, status, detail, problems: [] });
