/** The folder where an installation keeps its backups. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS } from '#lib/domain/day.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { makeFolder, whyNot } from '../../folder.ts';
import { momentIn, reasonIn, type Reason } from './names.ts';

/** Of those made before a migration so many stay. */
const BEFORE_MIGRATIONS_KEPT = 5;

/** What is not whole yet. */
const PART = /^\.making-[\da-f-]{36}-(copy|backup)/;

export type Kept = {
	name: string;
	reason: Reason;
	bytes: number;
	/** The moment it is of: milliseconds since 1970, UTC. */
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
			return [{ name, reason, bytes: found.size, at: momentIn(name) }];
		})
		.sort((a, b) => (a.name < b.name ? 1 : -1));
}

/**
 * Makes a folder where there is none, readable by its owner only.
 *
 * @throws Refusal ('busy') where it cannot be made
 */
export function prepare(folder: string): void {
	try {
		makeFolder(folder, 0o700);
	} catch (error) {
		throw cannotWrite(folder, error);
	}
}

/** Throws away what was left unfinished in a folder more than a day ago: a process that was killed has left it. */
export function sweep(folder: string): void {
	for (const name of readdirSync(folder).filter((one) => PART.test(one))) {
		const path = join(folder, name);
		const found = statSync(path, { throwIfNoEntry: false });
		if (found !== undefined && found.mtimeMs < Date.now() - DAY_MS) rmSync(path, { force: true });
	}
}

/** A path for what is not whole yet. */
export const partIn = (folder: string, id: string, what: 'copy' | 'backup') =>
	join(folder, `.making-${id}-${what}`);

/**
 * Throws away what need not be kept once another of its kind was made: of nightly backups all but the newest
 * `nightly`, of those from before migrations all but the newest five. What was made by hand stays.
 *
 * @param made the name of the new one, which stays whatever its moment
 */
export function thinOut(folder: string, made: string, nightly: number): void {
	const most = { nightly, 'before-migration': BEFORE_MIGRATIONS_KEPT, 'by-hand': Infinity };
	const reason = reasonIn(made)!;
	const others = keptIn(folder).filter((one) => one.reason === reason && one.name !== made);
	for (const { name } of others.slice(most[reason] - 1))
		rmSync(join(folder, name), { force: true });
}

/** @param error of the file system */
export const cannotWrite = (folder: string, error: unknown) =>
	new Refusal(
		'busy',
		`No backup can be written to ${folder}: ${whyNot(error)}. Mend that, or name another folder in PRIMUM_BACKUPS.`
	);
