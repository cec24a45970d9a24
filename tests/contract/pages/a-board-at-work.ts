/** A leaderboard of the release of the study at work: a system waits to be decided on, and people are on it. */
import type { SubmissionKind, SubmissionState } from '#lib/domain/submission.ts';
import * as boards from '#lib/server/services/boards/index.ts';
import * as store from '#lib/server/store/submissions.ts';
import { everyRow, START, write } from '../support.ts';
import type { AtWork } from './a-study-at-work.ts';

/** The ids of what was sent. */
export const SENT = { system: 1, people: 2 };

export async function aBoard({ app, db, coordinator, slug }: AtWork): Promise<void> {
	await boards.make(app, coordinator.actor, slug, 1);
	const [board] = await everyRow(db, (t) => t.boards);
	const sent = (kind: SubmissionKind, name: string, state: SubmissionState) => ({
		...{ boardId: board!.id, entry: name, version: 1, kind, name, state, form: 'judge' as const },
		...{ fileName: 'answers.jsonl', bytes: 1, sha256: name, records: 1, createdAt: START },
		people: kind === 'human' ? 5 : null,
		coverage: { items: 1, of: 2, cases: 1, ofCases: 2, heldOut: 0 }
	});
	await write(db, function* (tx) {
		yield* store.insert(tx, sent('model', 'Invented Alder', 'waiting'));
		yield* store.insert(tx, sent('human', 'Five generalists', 'approved'));
	});
}

export async function aPublicBoard(at: AtWork): Promise<void> {
	await aBoard(at);
	await boards.publish(at.app, at.coordinator.actor, at.slug, { release: 1, seen: 0 });
}
