/** What the answers to a release are held against: its cases with final scores, read from its archive. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Scorable } from '#lib/formats/annotation-set.ts';
import { INSTALLATION, type App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import type { PlacedBoard } from '../../store/boards.ts';
import * as releases from '../../store/releases.ts';
import { files } from '../releasing/index.ts';

/** Sets at once in the memory of a thread: releases are large, and most of the time one is scored against. */
const MOST_KEPT = 2;
const kept = new Map<string, Scorable>();

/** A release by its number, in the study of this name. */
export type OfRelease = { slug: string; number: number; sha256: string };

/**
 * Reads the set of a release, or has it at hand. Only a thread of the crew reads it: it is large.
 *
 * @throws Refusal ('invalid') where it cannot be scored against: an action has no final score
 */
export async function setOfRelease(
	app: App,
	{ slug, number, sha256 }: OfRelease
): Promise<Scorable> {
	const known = kept.get(sha256);
	if (known !== undefined) return known;
	const [{ isScoredBy, scorableOf }, { RELEASE_LIMITS }] = await Promise.all([
		import('#lib/formats/annotation-set.ts'),
		import('#lib/formats/limits.ts')
	]);
	const found = scorableOf(
		await files(app, INSTALLATION, slug, number, isScoredBy),
		RELEASE_LIMITS
	);
	const { problems } = found;
	if (problems.length > 0) {
		const message = `Release ${number} cannot be scored against: make one whose actions all have a final score.`;
		throw new Refusal('invalid', message, { problems });
	}
	kept.set(sha256, found);
	if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
	return found;
}

/** The set of the release that a board is of, as `setOfRelease`. */
export async function setOfBoard(
	app: App,
	slug: string,
	{ studyId, release: number }: Pick<PlacedBoard, 'studyId' | 'release'>
): Promise<Scorable> {
	const { sha256 } = (await read(app.db, (tx) => releases.headByNumber(tx, { studyId, number })))!;
	return setOfRelease(app, { slug, number, sha256 });
}
