/** Folders that Primum makes, and why one could not be made. */
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with those above it. Level by level, because the recursive form of Node's own call never
 * returns where a file system has no place for new folders, as in /proc.
 *
 * @param folder an absolute path; one that is there already is left as it is
 * @param mode who may use the new ones, before the process's own mask
 * @throws the error of the file system, which `whyNot` puts into words
 */
export function makeFolder(folder: string, mode = 0o777): void {
	const found = statSync(folder, { throwIfNoEntry: false });
	if (found === undefined) {
		if (dirname(folder) !== folder) makeFolder(dirname(folder), mode);
		mkdirSync(folder, { mode });
	} else if (!found.isDirectory()) {
		throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' });
	}
}

/**
 * Gives a file that is whole its name, for good: not even a power cut takes it back.
 *
 * @param part on the same disk; it has no other name afterwards
 * @returns false where something has that name already; both stay as they are
 */
export function settle(part: string, path: string): boolean {
	try {
		linkSync(part, path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
	rmSync(part);
	const folder = openSync(dirname(path), 'r');
	fsyncSync(folder);
	closeSync(folder);
	return true;
}

const WHY: Record<string, string> = {
	EACCES: 'this account may not write there',
	EPERM: 'this account may not write there',
	EROFS: 'the disk may only be read',
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk is full',
	ENOTDIR: 'a part of that path is a file',
	EEXIST: 'something that is no folder stands there',
	ENOENT: 'no folder can be made there',
	ELOOP: 'a part of that path is a link that leads back to itself',
	ENAMETOOLONG: 'a name in that path is too long'
};

/** The reason of an error of the file system, as the end of a sentence without its full stop. */
export function whyNot(error: unknown): string {
	const { code, message } = error as NodeJS.ErrnoException;
	return WHY[code ?? ''] ?? message;
}
