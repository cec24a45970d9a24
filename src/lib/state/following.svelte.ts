/** A page that follows what others change: it asks cheaply whether anything is new, and only then fetches it. */
import { delay, retryAfter } from './backoff.ts';

/** What the server says of the version that a page shows. */
export type Answer = 'same' | 'changed' | 'signed-out' | { kind: 'later'; retryAfterMs: number };

/** `offline`: the browser has no network; `trying`: the server gave no answer; `ended`: nobody is signed in. */
export type FollowingState = 'following' | 'offline' | 'trying' | 'ended';

export type FollowingOptions = {
	ask: () => Promise<Answer>;
	/** Brings the page up to date. */
	refresh: () => Promise<void>;
	random?: () => number;
};

/** Milliseconds between two questions: soon after a change, then less and less often. */
export const SOONEST_MS = 5_000;
export const LATEST_MS = 60_000;
const SLOWER = 1.5;

/** The same while nobody sees the page. */
export const HIDDEN_MS = 300_000;

export class Following {
	#state = $state<FollowingState>('following');
	readonly #options: FollowingOptions;
	#wait = SOONEST_MS;
	#failed = 0;
	#hidden = false;
	#online = true;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running = false;

	constructor(options: FollowingOptions) {
		this.#options = options;
	}

	get state(): FollowingState {
		return this.#state;
	}

	start(): void {
		this.#running = true;
		this.#plan(this.#wait);
	}

	stop(): void {
		this.#running = false;
		clearTimeout(this.#timer);
	}

	/** Whether the browser has a network: without one nothing is asked, and with one again at once. */
	setOnline(online: boolean): void {
		if (this.#online === online) return;
		this.#online = online;
		if (this.#state === 'ended') return;
		this.#state = online ? 'following' : 'offline';
		if (online) this.#soon();
		else clearTimeout(this.#timer);
	}

	/** Whether anybody can see the page: whoever comes back to it sees at once what is new. */
	setHidden(hidden: boolean): void {
		if (this.#hidden === hidden) return;
		this.#hidden = hidden;
		if (hidden) this.#plan(HIDDEN_MS);
		else this.#soon();
	}

	#soon(): void {
		this.#wait = SOONEST_MS;
		this.#plan(0);
	}

	#plan(wait: number): void {
		clearTimeout(this.#timer);
		if (!this.#running || !this.#online || this.#state === 'ended') return;
		this.#timer = setTimeout(() => void this.#look(), wait);
	}

	async #look(): Promise<void> {
		const answer = await this.#options.ask();
		if (!this.#running || !this.#online) return;
		if (answer === 'signed-out') {
			this.#state = 'ended';
			return;
		}
		if (typeof answer === 'object') {
			this.#failed += 1;
			this.#state = 'trying';
			const random = this.#options.random ?? Math.random;
			this.#plan(delay(this.#failed, answer.retryAfterMs, random()));
			return;
		}
		this.#failed = 0;
		this.#state = 'following';
		if (answer === 'changed') {
			await this.#options.refresh();
			this.#wait = SOONEST_MS;
		} else this.#wait = Math.min(LATEST_MS, this.#wait * SLOWER);
		this.#plan(this.#hidden ? HIDDEN_MS : this.#wait);
	}
}

/** A question that was not answered by then is asked anew. */
const TIMEOUT_MS = 20_000;

/**
 * Asks an address whether it still has a version, by its ETag; it never throws.
 *
 * @param version the one on screen
 */
export async function askForVersion(address: string, version: string): Promise<Answer> {
	try {
		const response = await fetch(address, {
			headers: { 'if-none-match': `"${version}"` },
			cache: 'no-store',
			signal: AbortSignal.timeout(TIMEOUT_MS)
		});
		if (response.status === 304) return 'same';
		if (response.ok) return 'changed';
		if (response.status < 500 && response.status !== 429) return 'signed-out';
		return {
			kind: 'later',
			retryAfterMs: retryAfter(response.headers.get('retry-after'), Date.now())
		};
	} catch {
		return { kind: 'later', retryAfterMs: 0 };
	}
}
