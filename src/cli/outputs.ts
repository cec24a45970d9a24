/** Writes files so that a reader never meets half of them. */
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import { makeFolder, whyNot } from '#lib/server/folder.ts';
import { tidily } from './interrupt.ts';

/**
 * Writes files into a folder. They are written beside it first and put in place by renaming.
 *
 * @param force also into a folder that holds something: files of the same name are replaced, others stay
 * @throws Refusal ('conflict') where the folder holds something, ('invalid') where it cannot be written
 */
export async function writeFolder(
	out: string,
	files: Files,
	{ force }: { force: boolean }
): Promise<void> {
	const target = resolve(out);
	const taken = isTaken(target);
	if (taken && !force) {
		throw new Refusal(
			'conflict',
			`${out} exists and is not empty. Choose another folder, or replace its files with --force.`
		);
	}
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

/** Writes one file, replacing an older one only with `force`; errors as of writeFolder. */
export async function writeFile(
	out: string,
	bytes: Uint8Array,
	{ force }: { force: boolean }
): Promise<void> {
	const target = resolve(out);
	if (existsSync(target) && !force) {
		throw new Refusal(
			'conflict',
			`${out} exists. Choose another name, or replace it with --force.`
		);
	}
	await beside(target, (part) => {
		writeFileSync(part, bytes, { flush: true });
		renameSync(part, target);
	});
}

function isTaken(target: string): boolean {
	if (!existsSync(target)) return false;
	if (!statSync(target).isDirectory()) {
		throw new Refusal('conflict', `${target} is a file: choose a folder.`);
	}
	return readdirSync(target).length > 0;
}

/** Hands out a name beside the target, on the same disk, and leaves nothing there. */
async function beside(target: string, work: (part: string) => void): Promise<void> {
	const part = join(dirname(target), `.${basename(target)}.part-${process.pid}`);
	await tidily(
		() => rmSync(part, { recursive: true, force: true }),
		() => {
			try {
				makeFolder(dirname(target));
				work(part);
			} catch (cause) {
				throw new Refusal('invalid', `${target} cannot be written: ${whyNot(cause)}.`);
			}
		}
	);
}
