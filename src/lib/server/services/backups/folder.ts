/** The folder where an installation keeps its backups. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '#lib/domain/refusal.ts';
import { DAY_MS } from '#lib/domain/day.ts';
import { makeFolder, whyNot } from '../../folder.ts';
import { reasonIn, type Reason } from './names.ts';

/** Of those made before a migration so many stay. */
const BEFORE_MIGRATIONS_KEPT = 5;

/** Begins the name of what is not whole yet. */
const PART = '.making-';

export type Kept = {
	name: string;
	reason: Reason;
	bytes: number;
	/** When it was finished: milliseconds since 1970, UTC. */
	at: number;
};

/** The backups in a folder, newest first; none where there is no such folder. */
export function keptIn(folder: string): Kept[] {
	const names = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
	return names
		.flatMap((name): Kept[] => {
			const reason = reasonIn(name);
			const found = statSync(join(folder, name), { throwIfNoEntry: false });
			if (reason === null || found?.isFile() !== true) return [];
			return [{ name, reason, bytes: found.size, at: found.mtimeMs }];
		})
		.sort((a, b) => (a.name < b.name ? 1 : -1));
}

/**
 * Makes the folder where there is none, and throws away what was left unfinished in it more than a day ago.
 *
 * @throws Refusal ('busy') where it cannot be written to
 */
export function prepare(folder: string): void {
	try {
		makeFolder(folder, 0o700);
		for (const name of readdirSync(folder)) {
			const path = join(folder, name);
			if (name.startsWith(PART) && statSync(path).mtimeMs < Date.now() - DAY_MS) rmSync(path);
		}
	} catch (error) {
		throw cannotWrite(folder, error);
	}
}

/** A path for what is not whole yet; `what` sets two of the same backup apart. */
export const partIn = (folder: string, id: string, what: 'copy' | 'backup') =>
	join(folder, `${PART}${id}-${what}`);

/**
 * Throws away what need not be kept: nightly backups but the newest `nightly`, and those from before migrations but the
 * newest five. What was made by hand stays.
 *
 * @returns the names of those that went
 */
export function thinOut(folder: string, nightly: number): string[] {
	const kept = keptIn(folder);
	const of = (reason: Reason) => kept.filter((one) => one.reason === reason);
	const old = [
		...of('nightly').slice(nightly),
		...of('before-migration').slice(BEFORE_MIGRATIONS_KEPT)
	];
	for (const { name } of old) rmSync(join(folder, name), { force: true });
	return old.map(({ name }) => name);
}

/** @param error of the file system */
export const cannotWrite = (folder: string, error: unknown) =>
	new Refusal(
		'busy',
		`No backup can be written to ${folder}: ${whyNot(error)}. Make room there, or name another folder in PRIMUM_BACKUPS.`
	);
