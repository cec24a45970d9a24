/** The words of a study on the screens of its raters: which version is shown, and what a rater has read of it. */
import type { Compared } from '#lib/domain/comparison.ts';
import type { ScaleWords } from '#lib/domain/scale.ts';
import { wordsReadSchema } from '#lib/domain/study-words.ts';
import { by, type Actor, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as members from '../../store/members.ts';
import * as studies from '../../store/studies.ts';
import { changesOfWords, keepRead, type WordsNews } from '../studies/index.ts';
import { own } from './own-case.ts';

/** What the screen of a case says of the words of its study. */
export type ShownWords = {
	/** The version it shows: it goes back with each save. */
	version: number;
	/** The version that the rater has read last; null for none. */
	read: number | null;
	/** The study's own words for the scale; null where Primum's hold. */
	scale: ScaleWords | null;
	/** What was changed since the rater has read them; null for nothing. */
	changes: (WordsNews & Compared) | null;
};

/** The words of a study for one of its raters. */
export function* shownWords(
	tx: Queries,
	study: studies.Study,
	memberId: number
): Steps<ShownWords> {
	const reader = (yield* members.byId(tx, { studyId: study.id, id: memberId }))!;
	return {
		version: study.wordsVersion,
		read: reader.wordsRead,
		scale: study.scaleWords,
		changes: yield* changesOfWords(tx, study, reader)
	};
}

/**
 * Keeps that a rater has read the guidelines and scale words of the study that a case is in.
 *
 * @param input the version, as wordsReadSchema describes it
 * @throws Refusal ('missing') where the case is not the actor's; ZodError for bad input
 */
export async function readWords(
	app: App,
	actor: Actor,
	assignmentId: number,
	input: unknown
): Promise<void> {
	const { version } = wordsReadSchema.parse(input);
	await atomically(app.db, by(app, actor), function* (tx) {
		const found = own(yield* assignments.withOwner(tx, { id: assignmentId }), actor, tx.by.at);
		const { studyId, assignment } = found;
		const study = (yield* studies.byId(tx, { id: studyId }))!;
		const member = (yield* members.byId(tx, { studyId, id: assignment.memberId }))!;
		yield* keepRead(tx, study, member, version);
	});
}
