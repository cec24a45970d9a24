/**
 * The outbox of one case: every change goes first into the store, then to the server, in order; it leaves
 * the store only after the server has said that it is on disk. While one request is on its way the next
 * changes gather, and go together in the next. What cannot be sent waits, through reloads and sign-outs, and
 * the screen says how much waits and why.
 */
import type { RatingValue } from '#lib/domain/rating.ts';
import { delay } from './backoff.ts';
import * as early from './early-changes.ts';
import type { Change, EarlyChange } from './early-changes.ts';
import { memoryStore, type OutboxStore } from './outbox-store.ts';
import { sortOut } from './outcomes.ts';
import { KnownRatings } from './known-ratings.ts';
import * as pending from './pending.ts';
import type { Acknowledged, Current, Pending } from './pending.ts';
import type { Send } from './transport.ts';
import type { Held, Pause, SaveState, Trouble } from './trouble.ts';

export type OutboxOptions = {
	account: number;
	assignment: number;
	/** Opens the store; called once, by start(). */
	open: () => Promise<OutboxStore>;
	send: Send;
	/** The version of the study's words that the screen shows. */
	words?: number;
	/** Each action's rating as the server gave it with the page. */
	given?: Iterable<readonly [number, Current]>;
	/**
	 * Told what the server has now, each time it acknowledges a change or a person takes its value. A change
	 * leaves the store only after this is done, so that a page reloaded in between shows it from one or the other.
	 */
	onsaved?: (action: number, current: Current) => void | Promise<unknown>;
	isOnline?: () => boolean;
	random?: () => number;
};

export class Outbox {
	readonly #options: OutboxOptions;
	readonly #known: KnownRatings;
	#store: OutboxStore = memoryStore();
	#opened = false;
	#early = $state.raw<readonly EarlyChange[]>([]);
	#queue = $state.raw<readonly Pending[]>([]);
	#held = $state.raw<readonly Held[]>([]);
	#pause = $state.raw<Pause | null>(null);
	#durable = $state(true);
	#written: Promise<void> = Promise.resolve();
	#sending = false;
	#stopped = false;
	#failures = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: OutboxOptions) {
		this.#options = options;
		this.#known = new KnownRatings(options.given);
	}

	/** How many changes the server has not acknowledged. */
	get waiting(): number {
		return this.#queue.length + this.#early.length;
	}

	/** What waits: the newest value of each action. */
	get values(): RatingValue[] {
		return [...pending.overlay(this.#queue).values()];
	}

	get trouble(): Trouble | null {
		if (this.#pause?.kind === 'signed-out') return this.#pause;
		return this.#held[0] ?? this.#pause;
	}

	/** False where closing the page would lose what waits: the browser keeps nothing, or not yet. */
	get durable(): boolean {
		return this.#durable && this.#early.length === 0;
	}

	get state(): SaveState {
		if (this.waiting === 0) return 'saved';
		return this.trouble?.kind ?? 'saving';
	}

	/**
	 * Opens the store, puts what was changed meanwhile behind what waits there from before, and begins to send.
	 *
	 * @param recorded what the server is known to have, by action; newer than the page where that was kept
	 *   in this browser
	 * @returns what to show over the values the page came with, by action
	 */
	async start(
		recorded: Iterable<readonly [number, Current]> = []
	): Promise<Map<number, RatingValue>> {
		const stored = await this.#open();
		// From here on nothing is awaited: no change may come in before what is returned is on screen.
		const newer = this.#known.learn(recorded);
		for (const [action, value] of pending.overlay(stored)) newer.set(action, value);
		this.#queue = stored;
		const put = early.carriedOver(this.#early, newer).map((change) => this.#append(change));
		this.#early = [];
		this.#opened = true;
		for (const { action, value } of put) newer.set(action, value);
		if (put.length > 0) void this.#keep({ put });
		void this.#pump();
		return newer;
	}

	async #open(): Promise<Pending[]> {
		const { account, assignment, open } = this.#options;
		try {
			this.#store = await open();
			this.#durable = this.#store.durable;
			return await this.#store.load(account, assignment);
		} catch {
			this.#store = memoryStore();
			this.#durable = false;
			return [];
		}
	}

	/** Sends nothing more; what waits stays in the store. */
	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
	}

	/**
	 * Takes a change. It counts as waiting from this moment.
	 *
	 * @param activeMs milliseconds of active attention since the action's last change
	 */
	async add(action: number, value: RatingValue, activeMs: number): Promise<void> {
		const change = { action, value, activeMs };
		if (this.#opened) {
			await this.#keep({ put: [this.#append(change)] });
			void this.#pump();
		} else {
			this.#early = early.add(this.#early, change, this.#known.value(action));
		}
	}

	#append(change: Change): Pending {
		const { account, assignment, words } = this.#options;
		const operation = crypto.randomUUID();
		const made = { operation, account, assignment, ...change, words };
		const entry = pending.asLast(this.#queue, made, this.#known.version(change.action));
		this.#queue = [...this.#queue, entry];
		return entry;
	}

	/** Tries again now: the connection is back, the person signed in again, or asked for it. */
	retry(): void {
		this.#held = this.#held.filter(({ kind }) => kind === 'conflict');
		this.#resume();
	}

	/** Keeps the newest value entered here, as a new change of what the server has. */
	async keepMine(): Promise<void> {
		const { trouble } = this;
		if (trouble?.kind !== 'conflict') return;
		const { entry, current } = trouble;
		const kept = pending.keepMine(this.#queue, entry.action, current, crypto.randomUUID());
		this.#queue = kept.queue;
		this.#release(entry.action);
		await this.#keep({ remove: kept.removed, put: [kept.entry] });
		this.#resume();
	}

	/**
	 * Keeps what the server has and drops what was entered here for that action.
	 *
	 * @returns the action and the value to show for it
	 */
	async keepTheirs(): Promise<{ action: number; value: RatingValue } | null> {
		const { trouble } = this;
		if (trouble?.kind !== 'conflict') return null;
		const { entry, current } = trouble;
		this.#known.set(entry.action, current);
		await this.#drop(entry.action);
		void this.#options.onsaved?.(entry.action, current);
		this.#resume();
		return { action: entry.action, value: current.value };
	}

	/** Drops the changes of an action that the server will never take; only ever at a person's word. */
	async discard(): Promise<void> {
		const { trouble } = this;
		if (trouble?.kind !== 'refused') return;
		await this.#drop(trouble.entry.action);
		this.#resume();
	}

	/** Drops everything that waits, where one change was refused; only ever at a person's word. */
	async discardAll(): Promise<void> {
		if (this.trouble?.kind !== 'refused') return;
		const removed = this.#queue.map(({ operation }) => operation);
		this.#queue = [];
		this.#held = [];
		await this.#keep({ remove: removed });
		this.#resume();
	}

	#resume(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#pause = null;
		this.#failures = 0;
		void this.#pump();
	}

	async #drop(action: number): Promise<void> {
		const { queue, removed } = pending.keepTheirs(this.#queue, action);
		this.#queue = queue;
		this.#release(action);
		await this.#keep({ remove: removed });
	}

	#release(action: number): void {
		this.#held = this.#held.filter(({ entry }) => entry.action !== action);
	}

	#isHeld = (action: number): boolean => this.#held.some(({ entry }) => entry.action === action);

	/** Writes to the store; one that fails (full, closed by the browser) leaves the copy in memory. */
	#keep(change: Parameters<OutboxStore['write']>[0]): Promise<void> {
		this.#written = this.#store.write(change).catch(() => {
			this.#durable = false;
		});
		return this.#written;
	}

	async #pump(): Promise<void> {
		if (!this.#opened || this.#sending || this.#stopped || this.#timer !== undefined) return;
		// Who is signed out is not asked for again by every change.
		if (this.#pause?.kind === 'signed-out') return;
		this.#sending = true;
		try {
			while (await this.#sendBatch());
		} finally {
			this.#sending = false;
		}
	}

	/** @returns whether to go on with what was added meanwhile */
	async #sendBatch(): Promise<boolean> {
		const batch = pending.nextBatch(this.#queue, this.#isHeld, this.#known);
		if (batch.length === 0) return false;
		// What is sent is stored: a change may have been taken while the ones before were on their way.
		await this.#written;
		const { saved, held, pause } = sortOut(batch, await this.#options.send(batch));
		if (saved.length > 0) await this.#settle(saved);
		if (this.#stopped) return false;
		this.#held = [...this.#held, ...held];
		if (pause?.kind === 'signed-out') this.#pause = pause;
		// No change came any further: the same request again would be answered as this one was.
		else if (pause !== null || saved.length + held.length === 0) {
			this.#waitAndRetry(pause?.retryAfterMs ?? 0);
		} else {
			this.#pause = null;
			return true;
		}
		return false;
	}

	async #settle(saved: readonly Acknowledged[]): Promise<void> {
		this.#failures = 0;
		this.#pause = null;
		this.#queue = pending.acknowledge(this.#queue, saved).queue;
		const recorded = saved.map(({ entry: { action, value }, version }) => {
			this.#known.set(action, { version, value });
			return this.#options.onsaved?.(action, { version, value });
		});
		await Promise.all(recorded);
		try {
			await this.#store.acknowledge(saved);
		} catch {
			this.#durable = false;
		}
	}

	#waitAndRetry(retryAfterMs: number): void {
		const { isOnline = () => navigator.onLine, random = Math.random } = this.#options;
		this.#failures += 1;
		this.#pause = { kind: isOnline() ? 'retrying' : 'offline' };
		this.#timer = setTimeout(
			() => {
				this.#timer = undefined;
				void this.#pump();
			},
			delay(this.#failures, retryAfterMs, random())
		);
	}
}
