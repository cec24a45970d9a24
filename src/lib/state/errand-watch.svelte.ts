/** An errand that is looked at while it goes on: soon again at first, then less and less often, until it is over. */
import { isOver, type Errand } from '#lib/domain/errand.ts';
import { delay } from './backoff.ts';

/** What the server says of it: null where it gave no answer, `ended` where nobody may look at it any more. */
export type Looked = Errand | 'ended' | null;

export type WatchOptions = {
	ask: () => Promise<Looked>;
	/** Told once it is over. */
	over: () => void;
	random?: () => number;
};

/** Milliseconds between two looks: after each that shows nothing new a little longer. */
export const SOONEST_MS = 1_000;
export const LATEST_MS = 5_000;
const SLOWER = 1.3;

export class ErrandWatch {
	#now = $state.raw<Errand>()!;
	readonly #options: WatchOptions;
	#wait = SOONEST_MS;
	#failed = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param errand as the page came with it */
	constructor(errand: Errand, options: WatchOptions) {
		this.#now = errand;
		this.#options = options;
	}

	/** How far it is. */
	get errand(): Errand {
		return this.#now;
	}

	/** Looks until it is over, or `stop` is called. */
	start(): void {
		if (!isOver(this.#now)) this.#plan(this.#wait);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#plan(wait: number): void {
		this.#timer = setTimeout(() => void this.#look(), wait);
	}

	async #look(): Promise<void> {
		const timer = this.#timer;
		const looked = await this.#options.ask();
		if (timer !== this.#timer || looked === 'ended') return;
		if (looked === null) {
			this.#failed += 1;
			this.#plan(delay(this.#failed, 0, (this.#options.random ?? Math.random)()));
			return;
		}
		this.#failed = 0;
		const moved = JSON.stringify(looked) !== JSON.stringify(this.#now);
		this.#now = looked;
		if (isOver(looked)) return this.#options.over();
		this.#wait = moved ? SOONEST_MS : Math.min(LATEST_MS, this.#wait * SLOWER);
		this.#plan(this.#wait);
	}
}

/** A question that was not answered by then is asked anew. */
const TIMEOUT_MS = 20_000;

/** Asks for an errand at its address; it never throws. */
export async function askForErrand(address: string): Promise<Looked> {
	try {
		const response = await fetch(address, {
			cache: 'no-store',
			signal: AbortSignal.timeout(TIMEOUT_MS)
		});
		if (response.ok) return (await response.json()) as Errand;
		return response.status < 500 && response.status !== 429 ? 'ended' : null;
	} catch {
		return null;
	}
}
