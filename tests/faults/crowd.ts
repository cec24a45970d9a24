/**
 * Raters who save without a pause, as the case screen does: a save that is not answered, or answered with 503, is sent again
 * with the same name until it is. What was acknowledged is remembered.
 */
import { setTimeout } from 'node:timers/promises';
import { saveOf, savesPath, type Case } from '../bench/support/rating.ts';
import { signInRaters } from '../bench/saves/raters.ts';
import { Visitor } from '../bench/support/visitor.ts';

export type Acknowledged = { operation: string; action: number; version: number; score: number };

const AGAIN_MS = 50;

export class Crowd {
	readonly acknowledged: Acknowledged[] = [];
	/** Sent again, because no answer came or a 503. */
	repeated = 0;
	/** Answers 500 and above but 503: there is no excuse for them. */
	readonly faults: string[] = [];
	/** Milliseconds of each save that was answered at once. */
	readonly times: number[] = [];
	#going: Promise<void>[] = [];
	#isOver = false;
	readonly #raters: { visitor: Visitor; open: Case }[];

	private constructor(raters: { visitor: Visitor; open: Case }[]) {
		this.#raters = raters;
	}

	/** Signs in raters of the invented study. */
	static async signedIn(origin: string, count: number): Promise<Crowd> {
		const raters = await signInRaters(origin, count);
		return new Crowd(
			raters.map(({ cookie, assignment, actions }) => {
				const visitor = new Visitor(origin);
				visitor.cookie = cookie;
				return { visitor, open: { assignment, actions } };
			})
		);
	}

	/** @param everyMs milliseconds from one save of a rater to the next; none unless given */
	begin(everyMs = 0): void {
		this.#isOver = false;
		this.#going = this.#raters.map(({ visitor, open }) => this.#work(visitor, open, everyMs));
	}

	/** Waits until every save under way is answered. */
	async end(): Promise<void> {
		this.#isOver = true;
		await Promise.all(this.#going);
	}

	async close(): Promise<void> {
		await Promise.all(this.#raters.map(({ visitor }) => visitor.close()));
	}

	async #work(visitor: Visitor, { assignment, actions }: Case, everyMs: number): Promise<void> {
		if (everyMs > 0) await setTimeout(Math.random() * everyMs);
		for (let turn = 0; !this.#isOver; turn += 1) {
			const action = actions[turn % actions.length]!;
			const save = saveOf(action);
			const ms = await this.#send(visitor, savesPath(assignment), save);
			const { operation, value } = save;
			action.version += 1;
			const { id, version } = action;
			this.acknowledged.push({ operation, action: id, version, score: value.score });
			if (everyMs > 0) await setTimeout(Math.max(0, everyMs - ms));
		}
	}

	async #send(visitor: Visitor, path: string, save: object): Promise<number> {
		for (let again = false; ; again = true) {
			const answer = await visitor.post(path, save).catch(() => null);
			if (answer?.status === 200) {
				if (!again) this.times.push(answer.ms);
				return answer.ms;
			}
			if (answer !== null && answer.status !== 503) {
				this.faults.push(`${answer.status} ${answer.body.toString().slice(0, 200)}`);
				if (answer.status < 500) throw new Error(`A save was refused: ${this.faults.at(-1)}`);
			}
			this.repeated += 1;
			await setTimeout(AGAIN_MS);
		}
	}
}
