/** What files of cases hold, and how an import of them is refused. */
import type { ToldCase } from '#lib/domain/case.ts';
import { Refusal, type Problem } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import type { KnownCodes } from '#lib/formats/tables.ts';

/** What a set of files holds, or what is wrong with it. */
export type Incoming = {
	cases: ToldCase[];
	problems: Problem[];
	ignored: string[];
	/** What a person should know of how they were read, in sentences. */
	notes: string[];
};

/** Files that nobody has read yet. */
export type Sent = { zip: Uint8Array } | { files: Files };

/** Of a study that is not there yet. */
const NO_CODES: KnownCodes = { specialties: [], categories: [] };

/**
 * Reads cases from files: a NOHARM kit, or the tables cases and actions.
 *
 * @param files paths relative to the folder or archive, with their bytes
 * @param codes that the study has already
 */
export async function read(files: Files, codes: KnownCodes = NO_CODES): Promise<Incoming> {
	// The readers of formats are loaded where something is read, and weigh on no other thread.
	return (await import('./reading.ts')).readCases(files, codes);
}

/**
 * Reads what was sent, where that is still to be done.
 *
 * @throws Refusal as `unzip`
 */
export async function readSent(sent: Incoming | Sent, codes: KnownCodes): Promise<Incoming> {
	if ('cases' in sent) return sent;
	if ('files' in sent) return read(sent.files, codes);
	return (await import('./reading.ts')).readZip(sent.zip, codes);
}

/**
 * Checks what was read before anything is made of it.
 *
 * @throws Refusal ('invalid') with every problem of the files, or where they hold no case
 */
export function assertWhole({ cases: found, problems }: Incoming): void {
	if (problems.length > 0) throw refused('invalid', problems);
	if (found.length === 0) throw new Refusal('invalid', 'The files hold no case.');
}

/** Refuses an import for all that is wrong with it. */
export function refused(kind: 'invalid' | 'conflict', problems: readonly Problem[]): Refusal {
	const n = problems.length;
	return new Refusal(
		kind,
		`Nothing was imported: ${n} ${n === 1 ? 'problem' : 'problems'} found.`,
		{
			problems
		}
	);
}

/** Refuses an import whose study is no longer as it was when the import was planned. */
export function movedOn(): Refusal {
	return new Refusal(
		'conflict',
		'The study changed during the import. Nothing was imported; try again.'
	);
}
