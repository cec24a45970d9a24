/** Reads what a path names: a folder, a zip archive or one file. Nothing outside of it is read. */
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { Refusal, type Problem } from '#lib/domain/refusal.ts';
import { isZip, type Files } from '#lib/formats/files.ts';
import { isLitter } from '#lib/formats/layout.ts';
import { inWords, type Limits } from '#lib/formats/limits.ts';
import { unzip } from '#lib/formats/zip.ts';

/** Files a folder may hold before it is taken for the wrong one. */
const MOST_FILES = 50_000;

/** Whether a file of the folder is to be read, by its path with `/` between. */
export type Wanted = (path: string) => boolean;

export type Folder = {
	files: Files;
	/** Files at the top of the folder that were not wanted. */
	passedOver: string[];
};

/**
 * Reads one file.
 *
 * @throws Refusal ('missing') where it is not there, ('invalid') where it is no file, ('limit') where it
 *   has more than `most` bytes
 */
export function readFile(path: string, most: number): Uint8Array {
	const found = look(path);
	if (!found.isFile()) throw new Refusal('invalid', `${path} is not a file.`);
	if (found.size > most) {
		throw new Refusal(
			'limit',
			`${path} has ${inWords(found.size)}: at most ${inWords(most)} are read.`
		);
	}
	return open(path, () => readFileSync(path));
}

/**
 * Reads a folder or a zip archive.
 *
 * @param wanted which files of a folder are read; what systems leave behind never is
 * @throws Refusal with every problem: links that lead out of the folder, files over a limit
 */
export async function readFolderOrZip(
	path: string,
	limits: Limits,
	wanted: Wanted = () => true
): Promise<Folder> {
	if (look(path).isDirectory()) return readFolder(path, limits, wanted);
	const bytes = readFile(path, limits.totalBytes);
	if (!isZip(bytes)) {
		throw new Refusal('invalid', `${path} is neither a folder nor a zip archive.`);
	}
	return { files: await unzip(bytes, limits), passedOver: [] };
}

/**
 * Reads a folder, what is in a zip archive, or one file of any other kind, by its name.
 *
 * @throws Refusal as `readFolderOrZip` and `readFile`
 */
export async function readFiles(path: string, limits: Limits, wanted: Wanted): Promise<Folder> {
	if (look(path).isDirectory()) return readFolder(path, limits, wanted);
	const bytes = readFile(path, limits.totalBytes);
	// A workbook is a zip archive too, and is read as it is.
	if (isZip(bytes) && !/\.xls[xm]$/i.test(path)) {
		return { files: await unzip(bytes, limits), passedOver: [] };
	}
	return { files: new Map([[basename(path), bytes]]), passedOver: [] };
}

function look(path: string): Stats {
	return open(path, () => statSync(path));
}

function open<T>(path: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') throw new Refusal('missing', `There is no ${path}. Check the path.`);
		throw new Refusal('invalid', `${path} cannot be read: ${message}.`);
	}
}

function readFolder(root: string, limits: Limits, wanted: Wanted): Folder {
	const top = realpathSync(root);
	const files: Files = new Map();
	const passedOver: string[] = [];
	const problems: Problem[] = [];
	let total = 0;

	const visit = (folder: string) => {
		const names = readdirSync(join(top, folder)).sort();
		for (const name of names) {
			const path = folder === '' ? name : `${folder}/${name}`;
			const found = lstatSync(join(top, path));
			if (isLitter(path)) continue;
			if (found.isDirectory()) visit(path);
			else if (wanted(path)) take(path, found);
			else if (folder === '') passedOver.push(path);
		}
	};
	const take = (path: string, found: Stats) => {
		const fault = linkFault(top, path, found);
		if (fault !== null) {
			problems.push({ where: path, message: fault });
			return;
		}
		const { size } = statSync(join(top, path));
		total += size;
		if (size > limits.fileBytes) {
			const message = `has ${inWords(size)}: at most ${inWords(limits.fileBytes)} a file are read.`;
			problems.push({ where: path, message });
		}
		if (total > limits.totalBytes || files.size >= MOST_FILES) {
			throw new Refusal(
				'limit',
				`${root} holds more than ${inWords(limits.totalBytes)} or ` +
					`${MOST_FILES.toLocaleString('en')} files. Is it the right folder?`,
				{ problems }
			);
		}
		if (problems.length === 0)
			files.set(
				path,
				open(path, () => readFileSync(join(top, path)))
			);
	};

	visit('');
	if (problems.length === 0) return { files, passedOver };
	throw new Refusal('invalid', `${root} cannot be read as it is:`, { problems });
}

/** Why a path is not read as a file; null where it is one inside the folder. */
function linkFault(top: string, path: string, found: Stats): string | null {
	if (found.isFile()) return null;
	if (!found.isSymbolicLink()) return 'is no ordinary file: take it out of the folder.';
	let target: string;
	try {
		target = realpathSync(join(top, path));
	} catch {
		return 'is a link to nothing: put the file itself there.';
	}
	if (!target.startsWith(top + sep))
		return 'is a link out of the folder: put the file itself there.';
	return statSync(target).isFile() ? null : 'is a link to a folder: put the folder itself there.';
}
