/** The words of a study, as its coordinators change and look at them: guidelines and scale words, in versions. */
import type { Compared } from '#lib/domain/comparison.ts';
import { wordsChangeSchema, type WordsChange } from '#lib/domain/study-words.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { momentInWords } from '../../auth/unmoved.ts';
import { task } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/studies.ts';
import * as studyWords from '../../store/study-words.ts';
import * as trail from '../../store/trail.ts';
import { compare, NOTHING, partsThatDiffer, type Part, type Words } from './comparing.ts';

/**
 * Makes a new version of the guidelines, of the scale words, or of both. The same words again make none.
 *
 * @param seen the version that whoever asks saw; undefined for one who saw none
 * @returns the version that holds now, and whether it is a new one
 * @throws Refusal ('conflict') where somebody else has changed the same part since that version; ZodError for
 *   words that cannot be
 */
export async function changeWords(
	app: App,
	actor: Actor,
	slug: string,
	input: WordsChange,
	seen?: number
): Promise<{ version: number; isNew: boolean }> {
	const { note, ...wanted } = wordsChangeSchema.parse(input);
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const next = {
			guidelines: wanted.guidelines ?? study.guidelines,
			scaleWords: wanted.scaleWords === undefined ? study.scaleWords : wanted.scaleWords
		};
		const parts = partsThatDiffer(study, next);
		if (parts.length === 0) return { version: study.wordsVersion, isNew: false };
		yield* assertPartsUnmoved(tx, study, parts, seen);
		const version = study.wordsVersion + 1;
		const { id: studyId } = study;
		// The study first: of two at the same moment one waits here, and looks again, before both take the same number.
		yield* store.update(tx, study, { ...next, wordsVersion: version });
		yield* studyWords.add(tx, {
			...{ studyId, number: version, note, ...next },
			...{ userId: tx.by.userId, createdAt: tx.by.at }
		});
		yield* trail.record(tx, {
			...{ studyId, what: 'study.words', subject: `study:${study.slug}` },
			old: { version: study.wordsVersion },
			new: { version, note }
		});
		return { version, isNew: true };
	});
}

const PART_NAMES: Record<Part, string> = {
	guidelines: 'The guidelines were',
	scale: 'The scale words were'
};

/** Refuses words for a part that somebody else has changed since the version that was seen. */
function* assertPartsUnmoved(
	tx: Change,
	study: store.Study,
	parts: readonly Part[],
	seen: number | undefined
): Steps<void> {
	if (seen === undefined || seen === study.wordsVersion) return;
	const { id: studyId } = study;
	const numbered = (number: number) => studyWords.numbered(tx, { studyId, number });
	const before = (yield* numbered(seen)) ?? NOTHING;
	const part = partsThatDiffer(before, study).find((one) => parts.includes(one));
	if (part === undefined) return;
	let number = study.wordsVersion;
	let after: Words = study;
	for (; number > 1; number -= 1) {
		const earlier = (yield* numbered(number - 1))!;
		if (partsThatDiffer(earlier, after).includes(part)) break;
		after = earlier;
	}
	const listed = yield* studyWords.listed(tx, { studyId });
	const { who, createdAt } = listed.find((one) => one.number === number)!;
	throw new Refusal(
		'conflict',
		`${PART_NAMES[part]} changed by ${who ?? 'the command line'} on ${momentInWords(createdAt)} UTC, while you ` +
			`had them open: that is version ${number}. Nothing of yours was saved, and what you typed is still here. ` +
			'Look at what was changed, then save again to put yours in its place.'
	);
}

/** A version, and what it changed. */
export type WordsVersion = {
	number: number;
	at: number;
	/** Null for the installation and its command line. */
	who: string | null;
	note: string;
	/** Ratings whose newest answer was given while the screen showed it. */
	ratings: number;
};

export type WordsHistory = {
	/** The newest first. */
	versions: WordsVersion[];
	/** Ratings of which it is not known: imported, or made before versions were kept. */
	unknown: number;
	/** The version that is shown, against the one before it. */
	shown: { number: number; before: number | null } & Compared;
};

/**
 * The versions of a study's words, and what one of them changed.
 *
 * @param number of the version to show; the newest where there is no such
 */
export async function wordsHistory(
	app: App,
	actor: Actor,
	slug: string,
	number: number
): Promise<WordsHistory> {
	const { id } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(gathered, { studyId: id, number });
}

// Counting goes over every rating of the study, and comparing over long texts.
const gathered = task(
	'studies.words-history',
	'figures',
	(app, { studyId, number }: { studyId: number; number: number }): Promise<WordsHistory> =>
		read(app.db, function* (tx) {
			const versions = yield* studyWords.listed(tx, { studyId });
			const counted = yield* studyWords.ratingsByVersion(tx, { studyId });
			const counts = new Map(counted.map(({ version, ratings }) => [version, ratings]));
			const chosen = versions.find((one) => one.number === number) ?? versions.at(-1)!;
			const after = (yield* studyWords.numbered(tx, { studyId, number: chosen.number }))!;
			const before = yield* studyWords.numbered(tx, { studyId, number: chosen.number - 1 });
			return {
				versions: versions.toReversed().map(({ number, createdAt, who, note }) => ({
					...{ number, at: createdAt, who, note },
					ratings: counts.get(number) ?? 0
				})),
				unknown: counts.get(null) ?? 0,
				shown: {
					number: chosen.number,
					before: before?.number ?? null,
					...compare(before ?? NOTHING, after)
				}
			};
		})
);
