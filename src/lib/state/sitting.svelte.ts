/** A sitting with one case of a study: the session on screen, and all that carries it to the server. */
import type { GivenAction } from './action-rows.svelte.ts';
import { CaseComment } from './case-comment.svelte.ts';
import { CaseSession } from './case-session.svelte.ts';
import { browserStorage } from './comment-drafts.ts';
import type { History } from './history.ts';
import { KeptCase } from './kept-case.ts';
import { browserStore } from './outbox-store.ts';
import { Outbox } from './outbox.svelte.ts';
import { together, type SavedPart } from './saving.ts';
import { send, sendComment } from './transport.ts';
import { WordsRead } from './words-read.svelte.ts';

/** The case as the server gave it with the page. */
type GivenCase = {
	assignmentId: number;
	comment: string;
	later: { asksReason: boolean } | null;
	actions: readonly (GivenAction & { version: number })[];
	words: { version: number; read: number | null };
};

type SittingOptions = {
	account: number;
	readOnly: boolean;
	/** What was changed in this case earlier in the visit. */
	history: History;
};

/** What leaving the page would do: nothing, leave changes to be sent later, or lose them. */
export type Leaving = 'free' | 'unsent' | 'would-lose';

export class Sitting {
	readonly session: CaseSession;
	readonly outbox: Outbox;
	readonly comment: CaseComment;
	/** Ratings, comments that are too long and the comment on the case seen as one. */
	readonly saving: SavedPart;
	/** What the rater has read of the study's guidelines and scale words. */
	readonly words: WordsRead;
	readonly #kept: KeptCase;

	constructor(given: GivenCase, { account, readOnly, history }: SittingOptions) {
		const { assignmentId: assignment, actions, comment, later, words } = given;
		this.words = new WordsRead({ account, assignment, ...words });
		this.#kept = new KeptCase(account, assignment);
		this.outbox = new Outbox({
			account,
			assignment,
			open: browserStore,
			send,
			words: words.version,
			given: actions.map(({ id, version, value }) => [id, { version, value }] as const),
			onsaved: (action, current) => this.#kept.record(action, current)
		});
		this.comment = new CaseComment({ account, assignment, stored: comment, send: sendComment });
		const session = new CaseSession(actions, {
			keep: (action, value, activeMs) => void this.outbox.add(action, value, activeMs),
			now: () => performance.now(),
			readOnly,
			asksReason: later?.asksReason ?? false,
			history
		});
		this.session = session;
		this.saving = together([
			this.outbox,
			this.comment,
			{
				get state() {
					return session.held > 0 ? 'too-long' : 'saved';
				},
				get waiting() {
					return session.held;
				},
				get durable() {
					return session.held === 0;
				},
				retry() {}
			}
		]);
	}

	/** Shows and sends what this browser kept from before; from then on the case can be rated. */
	async start(): Promise<void> {
		this.comment.start(browserStorage());
		// A page that was kept in this browser lacks what was saved since; one from the server lacks nothing.
		this.session.overlay(await this.outbox.start(await this.#kept.recorded()));
		if (!this.session.readOnly) this.#kept.keep();
	}

	/** Sends nothing more; what waits stays in this browser. */
	stop(): void {
		this.outbox.stop();
		this.comment.stop();
		this.#kept.leave();
	}

	/** What leaving the page now would do. */
	get leaving(): Leaving {
		if (this.saving.waiting === 0) return 'free';
		return this.saving.durable ? 'unsent' : 'would-lose';
	}
}
