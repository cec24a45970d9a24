/**
 * The comment on a case as a whole: saved while it is typed, and kept in this browser until the server has
 * said that it is on disk.
 */
import { MAX_COMMENT } from '#lib/domain/rating.ts';
import type { Refused } from '#lib/domain/refusal.ts';
import { delay } from './backoff.ts';
import * as drafts from './comment-drafts.ts';
import type { DraftStorage } from './comment-drafts.ts';
import type { SaveState } from './trouble.ts';
import type { CommentOutcome, SendComment } from './transport.ts';

/** After this long without a key, what is typed so far is saved. */
export const PAUSE_MS = 800;

/** Why it is not saved. The last three wait for a person. */
export type CommentTrouble =
	| { kind: 'offline' | 'retrying' | 'signed-out' }
	| { kind: 'conflict'; theirs: string }
	| ({ kind: 'refused' } & Refused);

export type CaseCommentOptions = {
	account: number;
	assignment: number;
	/** The text as the server gave it with the page. */
	stored: string;
	send: SendComment;
	isOnline?: () => boolean;
	random?: () => number;
};

export class CaseComment {
	readonly #options: CaseCommentOptions;
	#storage: DraftStorage | null = null;
	#text = $state('');
	/** The server's text, as far as is known here. */
	#stored = $state('');
	#trouble = $state.raw<CommentTrouble | null>(null);
	#durable = $state(true);
	#tried: string | null = null;
	#sending = false;
	#stopped = false;
	#failures = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: CaseCommentOptions) {
		this.#options = options;
		this.#text = options.stored;
		this.#stored = options.stored;
	}

	get text(): string {
		return this.#text;
	}

	get trouble(): CommentTrouble | null {
		return this.#trouble;
	}

	/** 1 while the server does not have the text as it is here. */
	get waiting(): number {
		return this.#text === this.#stored ? 0 : 1;
	}

	/** False where closing the page loses what is typed. */
	get durable(): boolean {
		return this.#durable;
	}

	get state(): SaveState {
		if (this.waiting === 0) return 'saved';
		if (this.#tooLong) return 'too-long';
		return this.#trouble?.kind ?? 'saving';
	}

	/**
	 * Takes up what an earlier visit left unsent, and sends it.
	 *
	 * @param storage null where the browser offers none
	 */
	start(storage: DraftStorage | null): void {
		this.#storage = storage;
		const draft = drafts.find(storage, this.#options);
		if (draft === null) return;
		this.#text = draft.text;
		this.#tried = draft.tried;
		// What the draft was made from, not what the server has now: a change made elsewhere must be seen.
		if (draft.text !== this.#stored) this.#stored = draft.before;
		this.#keep();
		void this.#pump();
	}

	/** Sends nothing more; what is not sent stays in the browser. */
	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
	}

	/** Takes the text as it stands in its field; it is sent when typing pauses, unless it is too long. */
	type(text: string): void {
		this.#text = text;
		this.#keep();
		if (this.#trouble !== null) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#pump(), PAUSE_MS);
	}

	/** Sends now, unless a trouble is waited out. */
	flush(): void {
		if (this.#trouble === null) void this.#pump();
	}

	/** Tries again now: the connection is back, the person signed in again, or asked for it. */
	retry(): void {
		if (this.#trouble?.kind === 'conflict') return;
		this.#resume();
	}

	/** Puts the text entered here in the place of the server's. */
	keepMine(): void {
		if (this.#trouble?.kind !== 'conflict') return;
		this.#stored = this.#trouble.theirs;
		this.#resume();
	}

	/** Drops the text entered here for the server's; only ever at a person's word. */
	keepTheirs(): void {
		if (this.#trouble?.kind !== 'conflict') return;
		this.#stored = this.#trouble.theirs;
		this.#text = this.#stored;
		this.#resume();
	}

	/** Drops a text the server will not take; only ever at a person's word. */
	discard(): void {
		if (this.#trouble?.kind !== 'refused') return;
		this.#text = this.#stored;
		this.#resume();
	}

	get #tooLong(): boolean {
		return this.#text.length > MAX_COMMENT;
	}

	#resume(): void {
		this.#trouble = null;
		this.#failures = 0;
		this.#keep();
		void this.#pump();
	}

	#keep(): void {
		if (this.waiting === 0) return drafts.remove(this.#storage, this.#options);
		const draft = { before: this.#stored, text: this.#text, tried: this.#tried };
		this.#durable = drafts.keep(this.#storage, this.#options, draft);
	}

	async #pump(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#sending || this.#stopped) return;
		this.#sending = true;
		try {
			while (this.waiting > 0 && !this.#tooLong && (await this.#sendOne(this.#text)));
		} finally {
			this.#sending = false;
		}
	}

	/** @returns whether to go on with what was typed meanwhile */
	async #sendOne(text: string): Promise<boolean> {
		const { account, assignment, send } = this.#options;
		const outcome = await send(account, assignment, { before: this.#stored, text });
		const lost = this.#tried;
		this.#tried = outcome.kind === 'later' ? text : null;
		if (outcome.kind === 'saved') this.#settle(text);
		// Its own text, from a try whose answer was lost, is not somebody else's.
		else if (outcome.kind === 'conflict' && outcome.theirs === lost) this.#settle(lost);
		else if (outcome.kind === 'conflict' && outcome.theirs === this.#text) this.#settle(this.#text);
		else this.#wait(outcome);
		this.#keep();
		return this.#trouble === null && !this.#stopped;
	}

	#settle(stored: string): void {
		this.#stored = stored;
		this.#trouble = null;
		this.#failures = 0;
	}

	#wait(outcome: Exclude<CommentOutcome, { kind: 'saved' }>): void {
		if (outcome.kind !== 'later') {
			this.#trouble = outcome;
			return;
		}
		const { isOnline = () => navigator.onLine, random = Math.random } = this.#options;
		this.#failures += 1;
		this.#trouble = { kind: isOnline() ? 'retrying' : 'offline' };
		if (this.#stopped) return;
		const ms = delay(this.#failures, outcome.retryAfterMs, random());
		this.#timer = setTimeout(() => void this.#pump(), ms);
	}
}
