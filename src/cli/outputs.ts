/** Writes files so that a reader never meets half of them. */
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import { makeFolder, whyNot } from '#lib/server/folder.ts';
import { tidily } from './interrupt.ts';

type Force = { force: boolean };

/**
 * Writes files into a folder. They are written beside it first and put in place by renaming.
 *
 * @param force also into a folder that holds something: files of the same name are replaced, others stay
 * @throws Refusal ('conflict') where the folder holds something, ('invalid') where it cannot be written
 */
export async function writeFolder(out: string, files: Files, { force }: Force): Promise<void> {
	assertFolder(out, { force });
	const target = resolve(out);
	const taken = isTaken(target);
	await beside(target, (part) => {
		for (const [path, bytes] of files) {
			makeFolder(dirname(join(part, path)));
			writeFileSync(join(part, path), bytes, { flush: true });
		}
		if (!taken) {
			rmSync(target, { recursive: true, force: true });
			renameSync(part, target);
			return;
		}
		for (const path of files.keys()) {
			makeFolder(dirname(join(target, path)));
			renameSync(join(part, path), join(target, path));
		}
	});
}

/** Writes one file as its parts come, replacing an older one only with `force`; errors as of writeFolder. */
export async function writeParts(
	out: string,
	parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	{ force }: Force
): Promise<void> {
	assertFile(out, { force });
	const target = resolve(out);
	await beside(target, async (part) => {
		const file = await open(part, 'w');
		try {
			for await (const bytes of parts) await file.appendFile(bytes);
			await file.sync();
		} finally {
			await file.close();
		}
		renameSync(part, target);
	});
}

/** @throws Refusal ('conflict') where a folder cannot be written to, because it holds something or is a file */
export function assertFolder(out: string, { force }: Force): void {
	if (!isTaken(resolve(out)) || force) return;
	throw new Refusal(
		'conflict',
		`${out} exists and is not empty. Choose another folder, or replace its files with --force.`
	);
}

/** @throws Refusal ('conflict') where there is such a file, or a folder in its place */
export function assertFile(out: string, { force }: Force): void {
	const found = statSync(out, { throwIfNoEntry: false });
	if (found === undefined || (force && !found.isDirectory())) return;
	throw new Refusal(
		'conflict',
		found.isDirectory()
			? `${out} is a folder: choose another name.`
			: `${out} exists. Choose another name, or replace it with --force.`
	);
}

/** @param cause the error of the file system */
export const unwritable = (target: string, cause: unknown) =>
	new Refusal('invalid', `${target} cannot be written: ${whyNot(cause)}.`);

function isTaken(target: string): boolean {
	if (!existsSync(target)) return false;
	if (!statSync(target).isDirectory()) {
		throw new Refusal('conflict', `${target} is a file: choose a folder.`);
	}
	return readdirSync(target).length > 0;
}

/** Hands out a name beside the target, on the same disk, and leaves nothing there. */
async function beside(target: string, work: (part: string) => void | Promise<void>): Promise<void> {
	const part = join(dirname(target), `.${basename(target)}.part-${process.pid}`);
	await tidily(
		() => rmSync(part, { recursive: true, force: true }),
		async () => {
			try {
				makeFolder(dirname(target));
				await work(part);
			} catch (cause) {
				throw cause instanceof Refusal ? cause : unwritable(target, cause);
			}
		}
	);
}
