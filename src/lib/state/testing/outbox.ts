/** An outbox for a test, and the server it sends to. */
import { vi } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { OutboxStore } from '../outbox-store.ts';
import { Outbox } from '../outbox.svelte.ts';
import type { Current, Pending } from '../pending.ts';
import type { Outcome } from '../transport.ts';

export const scored = (score: Score): RatingValue => ({ ...EMPTY_RATING, score });

/** A server in the test's hands: it keeps versions, knows repeats, and answers as it is told to. */
export class FakeServer {
	readonly requests: Pending[][] = [];
	readonly seen = new Map<string, number>();
	readonly ratings = new Map<number, Current>();
	/** Answers every change so, and takes none. */
	trouble: Outcome | null = null;
	/** Answers the changes of an action so, and takes none of them. */
	readonly refused = new Map<number, Outcome>();
	/** Applies the changes and loses the answer. */
	loseAnswer = false;
	/** Milliseconds until a request is answered. */
	latency = 0;
	busy = 0;
	mostBusy = 0;

	get sent(): Pending[] {
		return this.requests.flat();
	}

	readonly send = async (entries: readonly Pending[]): Promise<Outcome[]> => {
		this.requests.push([...entries]);
		this.busy += 1;
		this.mostBusy = Math.max(this.mostBusy, this.busy);
		if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));
		else await Promise.resolve();
		this.busy -= 1;
		const { trouble } = this;
		if (trouble !== null) return entries.map(() => trouble);
		const last = new Map<number, Outcome>();
		const outcomes = entries.map((entry) => {
			const outcome = this.#answer(entry, last.get(entry.action));
			last.set(entry.action, outcome);
			return outcome;
		});
		return this.loseAnswer ? entries.map(() => ({ kind: 'later', retryAfterMs: 0 })) : outcomes;
	};

	#answer({ operation, action, version, value }: Pending, before: Outcome | undefined): Outcome {
		if (before !== undefined && before.kind !== 'saved') return { kind: 'untried' };
		const refused = this.refused.get(action);
		if (refused !== undefined) return refused;
		const repeat = this.seen.get(operation);
		if (repeat !== undefined) return { kind: 'saved', version: repeat };
		const current = this.ratings.get(action) ?? { version: 0, value: EMPTY_RATING };
		const madeOn = version ?? before?.version;
		if (current.version !== madeOn) return { kind: 'conflict', current };
		this.ratings.set(action, { version: madeOn + 1, value });
		this.seen.set(operation, madeOn + 1);
		return { kind: 'saved', version: madeOn + 1 };
	}
}

export function outboxWith(
	server: FakeServer,
	store: OutboxStore,
	{ account = 1, given = [] as [number, Current][], online = true, open = async () => store } = {}
): Outbox {
	return new Outbox({
		account,
		assignment: 7,
		open,
		send: server.send,
		given,
		isOnline: () => online,
		random: () => 0
	});
}

export const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

export const shape = (entries: Pending[]) =>
	entries.map(({ action, version }) => [action, version]);

export const waiting = (action: number, value: RatingValue): Pending => ({
	operation: crypto.randomUUID(),
	account: 1,
	assignment: 7,
	action,
	order: 1,
	version: 0,
	value,
	activeMs: 0
});

/** Until nothing is left to do without time passing. */
export const settle = () => vi.advanceTimersByTimeAsync(0);
