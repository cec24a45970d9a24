/** What a member has read of a study's words, and what was changed since. */
import type { Compared } from '#lib/domain/comparison.ts';
import type { Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import type { Study } from '../../store/studies.ts';
import * as studyWords from '../../store/study-words.ts';
import { compare, NOTHING, partsThatDiffer, type Part } from './comparing.ts';

type Reader = Pick<members.Member, 'wordsRead'>;

/** What was changed since somebody read the words of a study last, in a line. */
export type WordsNews = {
	/** The newest version. */
	version: number;
	/** When it was made, in milliseconds since 1970, UTC. */
	at: number;
	note: string;
	parts: Part[];
};

/** Lines that a page compares on the thread that answers everybody: a few milliseconds. */
const MOST_EDITS = 150;

/** Characters of changes beyond which reading the whole anew is less to read. */
const MOST_CHANGES = 20_000;

/** @returns null for somebody who has read the newest words, or none yet */
export function* wordsNews(
	tx: Queries,
	study: Study,
	{ wordsRead }: Reader
): Steps<WordsNews | null> {
	if (!isBehind(study, wordsRead)) return null;
	const { id: studyId, wordsVersion: version } = study;
	const before = (yield* studyWords.numbered(tx, { studyId, number: wordsRead })) ?? NOTHING;
	const { createdAt, note } = (yield* studyWords.numbered(tx, { studyId, number: version }))!;
	const parts = partsThatDiffer(before, study);
	return parts.length === 0 ? null : { version, at: createdAt, note, parts };
}

/** The same with the changes themselves; no changed places where there are too many to be of use. */
export function* changesOfWords(
	tx: Queries,
	study: Study,
	reader: Reader
): Steps<(WordsNews & Compared) | null> {
	const news = yield* wordsNews(tx, study, reader);
	if (news === null) return null;
	const read = { studyId: study.id, number: reader.wordsRead! };
	const { guidelines, scale } = compare(
		(yield* studyWords.numbered(tx, read)) ?? NOTHING,
		study,
		MOST_EDITS
	);
	const size = guidelines.flat().reduce((sum, { text }) => sum + text.length, 0);
	return { ...news, scale, guidelines: size > MOST_CHANGES ? [] : guidelines };
}

function isBehind(study: Study, wordsRead: number | null): wordsRead is number {
	return wordsRead !== null && wordsRead < study.wordsVersion;
}

/** Keeps that a member has read a version; nothing where a later one was read, or there is no such. */
export function* keepRead(
	tx: Change,
	study: Pick<Study, 'wordsVersion'>,
	member: Pick<members.Member, 'id' | 'wordsRead'>,
	version: number
): Steps<void> {
	if (version > study.wordsVersion || version <= (member.wordsRead ?? 0)) return;
	yield* members.update(tx, member.id, { wordsRead: version });
}
