/**
 * The outbox of one case: every change goes first into the store, then to the server, one at a time and in
 * order; it leaves the store only after the server has said that it is on disk. What cannot be sent waits,
 * through reloads and sign-outs, and the screen says how much waits and why.
 */
import { sameValue, type RatingValue } from '#lib/domain/rating.ts';
import type { Refused } from '#lib/domain/refusal.ts';
import { delay } from './backoff.ts';
import { memoryStore, type OutboxStore } from './outbox-store.ts';
import * as pending from './pending.ts';
import type { Current, Pending } from './pending.ts';
import type { Send } from './transport.ts';

/** Why sending has stopped. The last three wait for a person. */
export type Trouble =
	| { kind: 'offline' }
	| { kind: 'retrying' }
	| { kind: 'signed-out' }
	| { kind: 'conflict'; entry: Pending; current: Current }
	| ({ kind: 'refused'; entry: Pending } & Refused);

export type SaveState = 'saved' | 'saving' | 'too-long' | Trouble['kind'];

export type OutboxOptions = {
	account: number;
	assignment: number;
	/** Opens the store; called once, by start(). */
	open: () => Promise<OutboxStore>;
	send: Send;
	/** The version of each action's rating as the server gave it with the page. */
	versions?: Iterable<readonly [number, number]>;
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
	readonly #versions: Record<number, number>;
	#store: OutboxStore = memoryStore();
	#queue = $state.raw<readonly Pending[]>([]);
	#trouble = $state.raw<Trouble | null>(null);
	#durable = $state(true);
	#written: Promise<void> = Promise.resolve();
	#sending = false;
	#stopped = false;
	#failures = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: OutboxOptions) {
		this.#options = options;
		this.#versions = Object.fromEntries(options.versions ?? []);
	}

	/** The account whose changes these are. */
	get account(): number {
		return this.#options.account;
	}

	/** How many changes the server has not acknowledged. */
	get waiting(): number {
		return this.#queue.length;
	}

	get trouble(): Trouble | null {
		return this.#trouble;
	}

	/** False where the browser keeps nothing: closing the page would lose what waits. */
	get durable(): boolean {
		return this.#durable;
	}

	get state(): SaveState {
		if (this.#queue.length === 0) return 'saved';
		return this.#trouble?.kind ?? 'saving';
	}

	/** Learns of a version that is newer than the one the page came with; to be called before start(). */
	learn(action: number, version: number): void {
		this.#versions[action] = Math.max(version, this.#versions[action] ?? 0);
	}

	/**
	 * Opens the store and begins to send what waits there from before.
	 *
	 * @returns the newest waiting value of each action, to show over the server's
	 */
	async start(): Promise<Map<number, RatingValue>> {
		const { account, assignment, open } = this.#options;
		this.#store = await open();
		this.#durable = this.#store.durable;
		this.#queue = await this.#store.load(account, assignment);
		void this.#pump();
		return pending.overlay(this.#queue);
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
		const { account, assignment } = this.#options;
		const entry: Pending = {
			operation: crypto.randomUUID(),
			account,
			assignment,
			action,
			order: pending.nextOrder(this.#queue),
			version: pending.waitsFor(this.#queue, action) ? null : (this.#versions[action] ?? 0),
			value,
			activeMs
		};
		this.#queue = [...this.#queue, entry];
		await this.#keep({ put: [entry] });
		void this.#pump();
	}

	/** Tries again now: the connection is back, the person signed in again, or asked for it. */
	retry(): void {
		if (this.#trouble?.kind === 'conflict') return;
		this.#resume();
	}

	/** Keeps the newest value entered here, as a new change of what the server has. */
	async keepMine(): Promise<void> {
		if (this.#trouble?.kind !== 'conflict') return;
		const { entry, current } = this.#trouble;
		const kept = pending.keepMine(this.#queue, entry.action, current, crypto.randomUUID());
		this.#queue = kept.queue;
		await this.#keep({ remove: kept.removed, put: [kept.entry] });
		this.#resume();
	}

	/**
	 * Keeps what the server has and drops what was entered here for that action.
	 *
	 * @returns the action and the value to show for it
	 */
	async keepTheirs(): Promise<{ action: number; value: RatingValue } | null> {
		if (this.#trouble?.kind !== 'conflict') return null;
		const { entry, current } = this.#trouble;
		await this.#drop(entry.action);
		this.#versions[entry.action] = current.version;
		this.#options.onsaved?.(entry.action, current);
		this.#resume();
		return { action: entry.action, value: current.value };
	}

	/** Drops the changes of an action that the server will never take; only ever at a person's word. */
	async discard(): Promise<void> {
		if (this.#trouble?.kind !== 'refused') return;
		await this.#drop(this.#trouble.entry.action);
		this.#resume();
	}

	/** Drops everything that waits, where one change was refused; only ever at a person's word. */
	async discardAll(): Promise<void> {
		if (this.#trouble?.kind !== 'refused') return;
		const removed = this.#queue.map(({ operation }) => operation);
		this.#queue = [];
		await this.#keep({ remove: removed });
		this.#resume();
	}

	#resume(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#trouble = null;
		this.#failures = 0;
		void this.#pump();
	}

	async #drop(action: number): Promise<void> {
		const { queue, removed } = pending.keepTheirs(this.#queue, action);
		this.#queue = queue;
		await this.#keep({ remove: removed });
	}

	/** Writes to the store; one that fails (full, closed by the browser) leaves the copy in memory. */
	#keep(change: Parameters<OutboxStore['write']>[0]): Promise<void> {
		this.#written = this.#store.write(change).catch(() => {
			this.#durable = false;
		});
		return this.#written;
	}

	async #pump(): Promise<void> {
		if (this.#sending || this.#stopped || this.#timer !== undefined) return;
		// What waits for a person is not tried again by itself.
		if (this.#trouble !== null && !isPassing(this.#trouble)) return;
		this.#sending = true;
		try {
			for (let entry = this.#queue[0]; entry !== undefined; entry = this.#queue[0]) {
				// What is sent is stored: a change may have been taken while the one before was on its way.
				await this.#written;
				if (!(await this.#sendOne(this.#withVersion(entry)))) return;
			}
			this.#trouble = null;
		} finally {
			this.#sending = false;
		}
	}

	/** Only a crash of two tabs at once can leave a first change without its version. */
	#withVersion(entry: Pending): Pending {
		return entry.version === null
			? { ...entry, version: this.#versions[entry.action] ?? 0 }
			: entry;
	}

	/** @returns whether to go on with the next one */
	async #sendOne(entry: Pending): Promise<boolean> {
		const outcome = await this.#options.send(entry);
		if (this.#stopped && outcome.kind !== 'saved') return false;
		switch (outcome.kind) {
			case 'saved':
				await this.#settle(entry, outcome.version);
				return !this.#stopped;
			case 'later':
				this.#waitAndRetry(outcome.retryAfterMs);
				return false;
			case 'conflict':
				if (sameValue(entry.value, outcome.current.value)) {
					await this.#settle(entry, outcome.current.version);
					return true;
				}
				this.#trouble = { kind: 'conflict', entry, current: outcome.current };
				return false;
			case 'refused':
				this.#trouble = { ...outcome, entry };
				return false;
			case 'signed-out':
				this.#trouble = { kind: 'signed-out' };
				return false;
		}
	}

	async #settle(entry: Pending, version: number): Promise<void> {
		this.#failures = 0;
		this.#versions[entry.action] = version;
		this.#queue = pending.acknowledge(this.#queue, entry, version).queue;
		if (this.#trouble !== null) this.#trouble = null;
		await this.#options.onsaved?.(entry.action, { version, value: entry.value });
		try {
			await this.#store.acknowledge(entry, version);
		} catch {
			this.#durable = false;
		}
	}

	#waitAndRetry(retryAfterMs: number): void {
		const { isOnline = () => navigator.onLine, random = Math.random } = this.#options;
		this.#failures += 1;
		this.#trouble = { kind: isOnline() ? 'retrying' : 'offline' };
		this.#timer = setTimeout(
			() => {
				this.#timer = undefined;
				void this.#pump();
			},
			delay(this.#failures, retryAfterMs, random())
		);
	}
}

function isPassing({ kind }: Trouble): boolean {
	return kind === 'offline' || kind === 'retrying';
}
