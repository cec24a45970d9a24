/** A leaderboard that takes submissions, and those who send to it. */
import { expect } from 'vitest';
import type { SubmissionWordsInput } from '#lib/domain/submission-form.ts';
import type { BoardChange } from '#lib/server/store/boards.ts';
import type { CaseRow } from '#lib/server/store/cases.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as boards from '#lib/server/store/boards.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import * as releases from '#lib/server/store/releases.ts';
import * as submissions from '#lib/server/store/submissions.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	ask,
	aStudy,
	scored,
	START,
	write,
	type Person
} from '../support.ts';

/** The cases of the release, each with the final scores of its actions 1, 2, ...; the last is held out. */
export const OPEN = { Card001: [9, 1, 5], Derm002: [8, 2] };
export const HELD_OUT = { Card009: [7, 3, 9] };
const CASES: Record<string, number[]> = { ...OPEN, ...HELD_OUT };

/** A record for each of some cases: the actions that are done. */
export const recordsOf = (done: Record<string, readonly number[]>) =>
	Object.entries(done)
		.map(([id, numbers]) => {
			const options = CASES[id]!.map((_, at) => ({
				id: at + 1,
				matched: numbers.includes(at + 1)
			}));
			return JSON.stringify({ id, trial: 1, options });
		})
		.join('\n');

/** Everything that is answered, and what is appropriate in it is done. */
export const WHOLE = recordsOf({ Card001: [1], Derm002: [1], Card009: [1, 3] });

export const aFile = (text: string = WHOLE, name = 'records.jsonl') => ({
	name,
	bytes: new TextEncoder().encode(text)
});

export const WORDS = { kind: 'model', name: 'Alpha 1', provider: 'Alpha Ltd' } as const;

/** A refusal by its kind and its sentence. */
export const refused = (kind: string, message: string | RegExp) =>
	expect.objectContaining({
		kind,
		message: typeof message === 'string' ? message : expect.stringMatching(message)
	}) as Error;

/** What is sent in place of what is sent elsewhere. */
type Sent = Partial<SubmissionWordsInput> & {
	who?: Pick<Person, 'actor'>;
	revises?: number | null;
	terms?: number | null;
};

/** How the held-out case is told, and what its final scores are. */
type HeldOut = Partial<Pick<CaseRow, 'presentation' | 'question' | 'reference' | 'guidance'>> & {
	scores?: readonly number[];
	/** What is said of its actions. */
	comment?: string;
};

/** A study with a release of three cases, one of them held out, and a board that takes submissions to it. */
export async function aBoard(db: Database, settings: BoardChange = {}, heldOut: HeldOut = {}) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 1 });
	const { slug } = study;
	const { scores: hidden = HELD_OUT.Card009, comment = '', ...texts } = heldOut;
	const coordinator = await aMember(db, study, 'coordinator');
	const rater = await aMember(db, study, 'rater');
	for (const [externalId, open] of Object.entries(CASES)) {
		const isHeldOut = externalId in HELD_OUT;
		const scores = isHeldOut ? hidden : open;
		const item = await aCase(db, study, {
			...{ externalId, actions: scores.length, specialty: externalId.slice(0, 4) },
			...{ heldOut: isHeldOut, ...(isHeldOut && texts) }
		});
		const { id } = await anAssignment(db, study, item, rater);
		for (const [at, score] of scores.entries()) {
			const value = scored(score, isHeldOut ? comment : '');
			await rating.saveRating(app, rater.actor, id, aSave(item.actions[at]!.id, 0, value));
		}
		await rating.submitCase(app, rater.actor, id);
	}
	await releasing.create(app, coordinator.actor, slug, { note: 'The first.' });
	const board = await boardOf(db, study.id, settings);
	const submitter = await aMember(db, study, 'submitter', { passwordHash: 'x' });
	const rival = await aMember(db, study, 'submitter');
	const at = (who: Pick<Person, 'actor'> = submitter) => ({ actor: who.actor, slug, release: 1 });
	return {
		...{ app, db, study, slug, coordinator, rater, submitter, rival, board, at },
		/** Sends something. @returns its id */
		send: async (file = aFile(), { who = submitter, ...given }: Sent = {}) => {
			const { revises = null, terms = null, ...words } = given;
			const sending = { words: { ...WORDS, ...words }, terms, revises };
			return (await submitting.send(app, at(who), file, sending)).id;
		},
		/** Moves one on, as its scoring would. */
		scored: (id: number) =>
			write(db, (tx) =>
				submissions.move(tx, { id, seen: 'scoring' }, { state: 'waiting', scoredAt: START })
			),
		stored: (id: number) => ask(db, submissions.byId, { id })
	};
}

export type AtBoard = Awaited<ReturnType<typeof aBoard>>;

/** The board of release 1, which takes submissions. */
export const boardOf = (db: Database, studyId: number, settings: BoardChange = {}) =>
	write(db, function* (tx) {
		const release = (yield* releases.headByNumber(tx, { studyId, number: 1 }))!;
		const id = yield* boards.insert(tx, {
			...{ releaseId: release.id, scheme: 'mast-2026-07', createdAt: START }
		});
		yield* boards.change(tx, { id, seen: 0 }, { accepts: true, ...settings });
		return (yield* boards.byId(tx, { id }))!;
	});
