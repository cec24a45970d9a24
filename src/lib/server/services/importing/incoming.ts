/** What files of cases hold, and how an import of them is refused. */
import type { ToldCase } from '#lib/domain/case.ts';
import type { Mapping } from '#lib/domain/mapping.ts';
import { Refusal, type Problem } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import { DEFAULT_LIMITS, type Limits } from '#lib/formats/limits.ts';
import type { KnownCodes } from '#lib/formats/tables.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as heads from '../../store/case-heads.ts';

/** What a set of files holds, or what is wrong with it. */
export type Incoming = {
	cases: ToldCase[];
	problems: Problem[];
	ignored: string[];
	/** What a person should know of how they were read, in sentences. */
	notes: string[];
};

/** Files that nobody has read yet, or that were sent and are kept. */
export type Sent = Unread | Upload;

/** Files by their paths; `mapping` says how their tables are read, where that is not as they are. */
export type Unread = { files: Files; mapping?: Mapping | null };

/** Files that were sent, by the id of the upload; `mapping` says how their tables are read, null for as they are. */
export type Upload = { upload: string; mapping: Mapping | null };

/**
 * Reads cases from files: a NOHARM kit, the tables cases and actions, or tables as people have them by a mapping.
 *
 * @param files paths relative to the folder or archive, with their bytes
 * @param codes that the study has; unless given, it is not there yet
 * @throws Refusal ('invalid') for a mapping of ratings
 */
export async function read(
	files: Files,
	mapping: Mapping | null = null,
	limits: Limits = DEFAULT_LIMITS,
	codes?: KnownCodes
): Promise<Incoming> {
	// The readers of formats are loaded where something is read, and weigh on no other thread.
	const { readCases, readMapped } = await import('./reading.ts');
	return mapping === null
		? readCases(files, codes, limits)
		: readMapped(files, mapping, codes, limits);
}

/**
 * Reads what was sent, where that is still to be done.
 *
 * @param fetch what was sent under the id of an upload
 * @throws Refusal as `read` and `fetch`
 */
export async function readSent(
	sent: Incoming | Sent,
	codes: KnownCodes,
	limits: Limits,
	fetch: (upload: string) => Promise<Files>
): Promise<Incoming> {
	if ('cases' in sent) return sent;
	const files = 'files' in sent ? sent.files : await fetch(sent.upload);
	return read(files, sent.mapping, limits, codes);
}

/** The codes of a study, by which tables that write them otherwise are read. */
export function* codesOf(tx: Queries, studyId: number): Steps<KnownCodes> {
	const specialties = yield* heads.specialties(tx, { studyId });
	const categories = yield* heads.categories(tx, { studyId });
	return {
		specialties: specialties.map(({ code }) => code),
		categories: categories.map(({ category }) => category)
	};
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
