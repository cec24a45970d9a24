/**
 * The file of a backup: a line that names the format, a line of JSON that says what is in it, the copied database packed
 * by gzip (and sealed, where a key is set), and 32 bytes at the end: the SHA-256 of everything before them.
 */
import {
	createCipheriv,
	createDecipheriv,
	createHash,
	randomBytes,
	scrypt,
	timingSafeEqual,
	type BinaryLike
} from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { Transform, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { REASONS } from './names.ts';

const FORMAT = 'primum-backup-1\n';
const DIGEST_BYTES = 32;
const TAG_BYTES = 16;
/** The line of JSON is far shorter. */
const MOST_HEAD_BYTES = 1024 * 1024;

const headSchema = z.object({
	/** The version of Primum that made it. */
	primum: z.string(),
	dialect: z.enum(['sqlite', 'postgresql']),
	/** The newest migration that the database had, as migrations name themselves: milliseconds since 1970. */
	migration: z.number(),
	/** Milliseconds since 1970, UTC. */
	madeAt: z.number(),
	reason: z.enum(REASONS),
	/** Rows by table. */
	tables: z.record(z.string(), z.number().int().nonnegative()),
	/** The copied database before it was packed. */
	copy: z.object({ bytes: z.number(), sha256: z.string() }),
	/** How it is sealed: hexadecimal; null where it is not. */
	sealed: z
		.object({
			cipher: z.literal('aes-256-gcm'),
			kdf: z.literal('scrypt'),
			salt: z.string(),
			iv: z.string()
		})
		.nullable()
});
export type BackupHead = z.output<typeof headSchema>;

/** How many rows are in a backup. */
export const rowsIn = ({ tables }: Pick<BackupHead, 'tables'>) =>
	Object.values(tables).reduce((sum, rows) => sum + rows, 0);

/** A key as long as AES-256 wants it, from whatever the operator chose. Cost as of OWASP's cheat sheet: N = 2^17, r = 8. */
const keyOf = (words: string, salt: Buffer) =>
	(
		promisify(scrypt) as (
			password: BinaryLike,
			salt: BinaryLike,
			length: number,
			options: { N: number; r: number; p: number; maxmem: number }
		) => Promise<Buffer>
	)(words, salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });

/**
 * Packs a copied database into the file of a backup.
 *
 * @param copy the path of the copied database
 * @param to a path where nothing stands
 * @param key in words; null leaves the backup open
 */
export async function pack(
	copy: string,
	to: string,
	about: Omit<BackupHead, 'copy' | 'sealed'>,
	{ key, signal }: { key: string | null; signal: AbortSignal }
): Promise<BackupHead> {
	const seal = key === null ? null : { salt: randomBytes(16), iv: randomBytes(12) };
	// Before any stream is opened: one that nobody listens to yet must not fail.
	const secret = seal && (await keyOf(key!, seal.salt));
	const head: BackupHead = {
		...about,
		copy: await digestOf(createReadStream(copy), signal),
		sealed: seal && {
			...{ cipher: 'aes-256-gcm', kdf: 'scrypt' },
			...{ salt: seal.salt.toString('hex'), iv: seal.iv.toString('hex') }
		}
	};
	const lines = `${FORMAT}${JSON.stringify(head)}\n`;
	const out = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true });
	const hash = createHash('sha256').update(lines);
	await write(out, lines);
	const packed = createReadStream(copy);
	const through = tap((chunk) => hash.update(chunk));
	if (seal === null) await pipeline(packed, createGzip(), through, out, { end: false, signal });
	else {
		const cipher = createCipheriv('aes-256-gcm', secret!, seal.iv);
		cipher.setAAD(Buffer.from(lines));
		await pipeline(packed, createGzip(), cipher, through, out, { end: false, signal });
		hash.update(cipher.getAuthTag());
		await write(out, cipher.getAuthTag());
	}
	out.end(hash.digest());
	await finished(out);
	return head;
}

/** What stands in the head of a backup. @throws Refusal ('invalid') where the file is none */
export async function headOf(path: string): Promise<BackupHead> {
	return (await look(path)).head;
}

/**
 * Reads a backup to its end, and looks whether it is as it was written. One that is sealed is unpacked too where the key
 * is at hand; without it only its digest is looked at.
 *
 * @param key in words; null for none
 * @throws Refusal ('invalid') where it is not whole, or sealed with another key
 */
export async function check(
	path: string,
	{ key = null, signal }: { key?: string | null; signal?: AbortSignal } = {}
): Promise<BackupHead> {
	const { head } = await checked(path, signal);
	if (head.sealed !== null && key === null) return head;
	const hash = createHash('sha256');
	await through(path, key, tap((chunk) => hash.update(chunk)).resume(), signal);
	if (hash.digest('hex') !== head.copy.sha256) throw damaged(path);
	return head;
}

/**
 * Unpacks the copied database of a backup, which is checked first.
 *
 * @param to a path where nothing stands; what is there after an error is not whole
 * @param key in words, as when it was made
 * @throws Refusal ('invalid') where the backup is damaged, or sealed with another key
 */
export async function unpack(
	path: string,
	to: string,
	{ key, signal }: { key: string | null; signal: AbortSignal }
): Promise<BackupHead> {
	const { head } = await checked(path, signal);
	if (head.sealed !== null && key === null) throw sealedWithout(path);
	await through(
		path,
		key,
		() => createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }),
		signal
	);
	const copy = await digestOf(createReadStream(to), signal);
	if (copy.sha256 !== head.copy.sha256) throw damaged(path);
	return head;
}

/** Looks whether the digest at the end is that of everything before it. */
async function checked(path: string, signal?: AbortSignal): Promise<{ head: BackupHead }> {
	const { head, size } = await look(path);
	const body = createReadStream(path, { end: size - DIGEST_BYTES - 1 });
	const { sha256 } = await digestOf(body, signal);
	const stored = await bytesAt(path, size - DIGEST_BYTES, DIGEST_BYTES);
	if (!timingSafeEqual(stored, Buffer.from(sha256, 'hex'))) throw damaged(path);
	return { head };
}

/** Lets the copied database through to where it goes. */
async function through(
	path: string,
	key: string | null,
	into: Writable | (() => Writable),
	signal?: AbortSignal
): Promise<void> {
	const { head, start, size } = await look(path);
	const { sealed } = head;
	const end = size - DIGEST_BYTES - (sealed === null ? 0 : TAG_BYTES);
	const secret = sealed && (await keyOf(key!, Buffer.from(sealed.salt, 'hex')));
	const bound = sealed && {
		head: await bytesAt(path, 0, start),
		tag: await bytesAt(path, end, TAG_BYTES)
	};
	const body = createReadStream(path, { start, end: end - 1 });
	const to = typeof into === 'function' ? into() : into;
	if (sealed === null) {
		await pipeline(body, createGunzip(), to, { signal });
		return;
	}
	const decipher = createDecipheriv('aes-256-gcm', secret!, Buffer.from(sealed.iv, 'hex'));
	decipher.setAAD(bound!.head).setAuthTag(bound!.tag);
	try {
		await pipeline(body, decipher, createGunzip(), to, { signal });
	} catch (error) {
		signal?.throwIfAborted();
		// An error of the disk has a call of the system in it; one of the key has not.
		if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
		throw otherKey(path);
	}
}

async function look(path: string): Promise<{ head: BackupHead; start: number; size: number }> {
	const { size, bytes } = await beginningOf(path);
	const end = bytes.indexOf('\n', FORMAT.length);
	if (!bytes.subarray(0, FORMAT.length).equals(Buffer.from(FORMAT)) || end === -1) {
		throw new Refusal('invalid', `${path} is no backup of Primum.`);
	}
	try {
		const head = headSchema.parse(JSON.parse(bytes.toString('utf8', FORMAT.length, end)));
		if (size < end + 1 + DIGEST_BYTES) throw damaged(path);
		return { head, start: end + 1, size };
	} catch {
		throw damaged(path);
	}
}

async function beginningOf(path: string): Promise<{ size: number; bytes: Buffer }> {
	let file;
	try {
		file = await open(path);
	} catch {
		throw new Refusal('missing', `There is no file ${path} that can be read.`);
	}
	try {
		const { size } = await file.stat();
		const bytes = Buffer.alloc(Math.min(size, MOST_HEAD_BYTES));
		const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
		return { size, bytes: bytes.subarray(0, bytesRead) };
	} finally {
		await file.close();
	}
}

async function bytesAt(path: string, position: number, length: number): Promise<Buffer> {
	const file = await open(path);
	try {
		const { buffer } = await file.read(Buffer.alloc(length), 0, length, position);
		return buffer;
	} finally {
		await file.close();
	}
}

async function digestOf(
	stream: ReadStream,
	signal?: AbortSignal
): Promise<{ bytes: number; sha256: string }> {
	const hash = createHash('sha256');
	let bytes = 0;
	for await (const chunk of stream) {
		signal?.throwIfAborted();
		hash.update(chunk as Buffer);
		bytes += (chunk as Buffer).length;
	}
	return { bytes, sha256: hash.digest('hex') };
}

const tap = (look: (chunk: Buffer) => void) =>
	new Transform({
		transform(chunk: Buffer, _encoding, done) {
			look(chunk);
			done(null, chunk);
		}
	});

async function write(out: Writable, what: string | Buffer): Promise<void> {
	if (!out.write(what)) await once(out, 'drain');
}

const damaged = (path: string) =>
	new Refusal(
		'invalid',
		`The backup ${path} is damaged: it is not as it was written. Nothing was restored from it; take another one.`
	);

const sealedWithout = (path: string) =>
	new Refusal(
		'invalid',
		`The backup ${path} is sealed. Set PRIMUM_BACKUP_KEY to the key that it was made with.`
	);

const otherKey = (path: string) =>
	new Refusal(
		'invalid',
		`The backup ${path} was sealed with another key than the one in PRIMUM_BACKUP_KEY.`
	);
