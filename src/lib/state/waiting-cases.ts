/** Cases of an account for which this browser holds changes, whichever page they were entered on. */
import type { RatingValue } from '#lib/domain/rating.ts';
import type { RefusalCode } from '#lib/domain/refusal.ts';
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
	/** What waits of a case that its rater cannot open any more; null for every other. */
	readonly lost: LostWork | null;
	/** Sends nothing more; what waits stays in this browser. */
	stop(): void;
};

/** What was entered for a case that is not there: it can be read, and dropped at the person's word. */
export type LostWork = {
	values: RatingValue[];
	/** On the case as a whole; '' for none. */
	comment: string;
	discard(): Promise<void>;
};

const GONE: RefusalCode = 'case-missing';

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
				get lost() {
					return lostIn(outbox, comment);
				},
				stop() {
					outbox.stop();
					comment.stop();
				}
			};
		})
	);
}

function lostIn(outbox: Outbox, comment: CaseComment): LostWork | null {
	const isGone = (trouble: Outbox['trouble'] | CaseComment['trouble']) =>
		trouble?.kind === 'refused' && trouble.code === GONE;
	if (!isGone(outbox.trouble) && !isGone(comment.trouble)) return null;
	return {
		values: outbox.values,
		comment: comment.waiting > 0 ? comment.text : '',
		async discard() {
			comment.discard();
			await outbox.discardAll();
		}
	};
}
