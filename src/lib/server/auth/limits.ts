/**
 * How often signing in may be tried, and a new password be asked for. Wrong passwords are counted, right ones are not: a training room of
 * physicians behind one hospital address signs in within a minute.
 *
 * Whoever fails too often waits before the next try: 10 seconds, then twice as long with every further
 * failure, at most a quarter of an hour. Failures are counted
 * - for each account, as its e-mail address was typed, whether there is such an account or not;
 * - for each network address, against one stranger who tries many accounts;
 * - apart from both for each browser that has signed in to the account before (known-browsers.ts), so that
 *   a stranger who guesses at an account shuts out strangers only. A new browser of the owner's waits with
 *   them; a link to choose a new password lets it in.
 *
 * All this is kept in the memory of the process: a restart forgets it, and of several processes each counts
 * for itself.
 */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Refusal } from '#lib/domain/refusal.ts';

const FIRST_PAUSE_S = 10;
const LONGEST_PAUSE_S = 15 * 60;

type Rules = {
	/** Failures until the first wait. */
	free: number;
	/** Seconds from the first failure of a key until all of them are forgotten. */
	seconds: number;
	/** Whether a right password makes earlier failures forgotten. */
	forgives: boolean;
};

/** Counts failures by key, and makes whoever has too many of them wait. */
class Tally {
	readonly #rules: Rules;
	readonly #failures: RateLimiterMemory;
	readonly #pauses = new RateLimiterMemory({ points: 1, duration: LONGEST_PAUSE_S });
	/** For each key: the end of the queue of its tries. */
	readonly #turns = new Map<string, Promise<unknown>>();

	constructor(rules: Rules) {
		this.#rules = rules;
		this.#failures = new RateLimiterMemory({ points: rules.free, duration: rules.seconds });
	}

	/**
	 * Lets one try be checked, and counts it where it fails. The tries of a key follow each other, so that of a
	 * hundred at once no more are checked than are free; sixty right ones take a second or two.
	 *
	 * @throws Refusal ('slow-down') with the seconds to wait; nothing is checked then
	 */
	counted(key: string, check: () => Promise<boolean>): Promise<boolean> {
		const answer = (this.#turns.get(key) ?? Promise.resolve()).then(async () => {
			await this.#assertNow(key);
			const isRight = await check();
			if (!isRight) await this.#fail(key);
			else if (this.#rules.forgives) await this.#forget(key);
			return isRight;
		});
		const end = answer.catch(() => {});
		this.#turns.set(key, end);
		void end.then(() => {
			if (this.#turns.get(key) === end) this.#turns.delete(key);
		});
		return answer;
	}

	async #assertNow(key: string): Promise<void> {
		const pause = await this.#pauses.get(key);
		const seconds = Math.ceil((pause?.msBeforeNext ?? 0) / 1000);
		if (seconds <= 0) return;
		throw new Refusal('slow-down', `Too many tries. Wait ${seconds} seconds, then try again.`, {
			code: 'slow-down',
			values: { seconds },
			retryAfter: seconds
		});
	}

	async #fail(key: string): Promise<void> {
		const { consumedPoints } = await this.#failures.penalty(key);
		if (consumedPoints < this.#rules.free) return;
		const pause = FIRST_PAUSE_S * 2 ** (consumedPoints - this.#rules.free);
		await this.#pauses.block(key, Math.min(pause, LONGEST_PAUSE_S));
	}

	async #forget(key: string): Promise<void> {
		await this.#failures.delete(key);
		await this.#pauses.delete(key);
	}
}

const HALF_A_DAY_S = 12 * 60 * 60;

const accounts = new Tally({ free: 5, seconds: HALF_A_DAY_S, forgives: true });
const browsers = new Tally({ free: 5, seconds: HALF_A_DAY_S, forgives: true });

/**
 * Of sixty people who sign in for the first time a good many mistype: more is free, and sooner forgotten.
 * One's own right password earns nobody another thirty tries at the accounts of others.
 */
const addresses = new Tally({ free: 30, seconds: 10 * 60, forgives: false });

/** Whoever asks for a new password is counted each time: by the account as it was typed, and by address. */
const forgetful = new Tally({ free: 5, seconds: HALF_A_DAY_S, forgives: false });
const forgetfulAddresses = new Tally({ free: 30, seconds: 10 * 60, forgives: false });

/**
 * Who tries: the account as typed, normalised; the network address the request came from; and the mark of
 * a browser that is known to the account.
 */
export type Tried = { account: string; address: string; mark: string | undefined };

/**
 * Lets one password be checked, and counts it where it was wrong.
 *
 * @param check hashes, which is the work that the limits spare the server
 * @returns what `check` found
 * @throws Refusal ('slow-down') with the seconds to wait; nothing is checked then
 */
export function counted(
	{ account, address, mark }: Tried,
	check: () => Promise<boolean>
): Promise<boolean> {
	if (mark !== undefined) return browsers.counted(mark, check);
	return addresses.counted(address, () => accounts.counted(account, check));
}

/**
 * Counts that somebody asks for a new password, whether there is such an account or not.
 *
 * @throws Refusal ('slow-down') with the seconds to wait
 */
export async function asked({ account, address }: Omit<Tried, 'mark'>): Promise<void> {
	await forgetfulAddresses.counted(address, () =>
		forgetful.counted(account, () => Promise.resolve(false))
	);
}
