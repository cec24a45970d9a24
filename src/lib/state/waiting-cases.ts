/** Cases of an account for which this browser holds changes, whichever page they were entered on. */
import { CaseComment } from './case-comment.svelte.ts';
import * as drafts from './comment-drafts.ts';
import type { DraftStorage } from './comment-drafts.ts';
import type { OutboxStore } from './outbox-store.ts';
import { Outbox } from './outbox.svelte.ts';
import { together, type SavedPart } from './saving.ts';
import type { Send, SendComment } from './transport.ts';

export type WaitingCase = {
	assignment: number;
	/** What waits of it, ratings and comment as one. */
	saving: SavedPart;
	/** Sends nothing more; what waits stays in this browser. */
	stop(): void;
};

type Places = {
	store: OutboxStore;
	/** Where comments on cases are kept; null where the browser offers none. */
	storage: DraftStorage | null;
	send: Send;
	sendComment: SendComment;
};

/** Finds what waits for the server, and begins to send it. */
export async function waitingCases(account: number, places: Places): Promise<WaitingCase[]> {
	const { store, storage, send, sendComment } = places;
	const counts = await store.counts(account);
	const assignments = new Set([...counts.keys(), ...drafts.assignments(storage, account)]);
	return Promise.all(
		[...assignments].map(async (assignment) => {
			const outbox = new Outbox({ account, assignment, open: async () => store, send });
			const draft = drafts.find(storage, { account, assignment });
			const stored = draft?.before ?? '';
			const comment = new CaseComment({ account, assignment, stored, send: sendComment });
			await outbox.start();
			comment.start(storage);
			return {
				assignment,
				saving: together([outbox, comment]),
				stop() {
					outbox.stop();
					comment.stop();
				}
			};
		})
	);
}
