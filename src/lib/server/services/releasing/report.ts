/** Every coefficient over the ratings of a study, as a release carries it. */
import { report, type Report } from '#lib/agreement/report.ts';
import type { Sparse } from '#lib/agreement/table.ts';
import type { RatedCase } from './rated-study.ts';

/** Scores of so many actions are gathered before there is room for more. */
const ROOM = 4096;

/** Numbers that are added one by one, a few bytes each. */
class Numbers<List extends Uint8Array | Int32Array> {
	#list: List;
	#length = 0;
	readonly #make: (length: number) => List;

	constructor(make: (length: number) => List) {
		this.#make = make;
		this.#list = make(ROOM);
	}

	add(value: number): void {
		if (this.#length === this.#list.length) {
			const larger = this.#make(this.#length * 2);
			larger.set(this.#list);
			this.#list = larger;
		}
		this.#list[this.#length] = value;
		this.#length += 1;
	}

	get length(): number {
		return this.#length;
	}

	get all(): List {
		return this.#list.subarray(0, this.#length) as List;
	}
}

/** The scores of a study, gathered case by case: five bytes a score, and not a record. */
export class Scores {
	readonly #starts = new Numbers((length) => new Int32Array(length));
	readonly #who = new Numbers((length) => new Int32Array(length));
	readonly #values = new Numbers((length) => new Uint8Array(length));
	/** The case of each action, counted from 0. */
	readonly #caseOf = new Numbers((length) => new Int32Array(length));
	#cases = 0;

	/** Adds the ratings of a case as they were given, before adjudication. */
	add({ actions }: RatedCase): void {
		for (const { said } of actions) {
			this.#starts.add(this.#values.length);
			this.#caseOf.add(this.#cases);
			for (const { memberId, score } of said) {
				if (score === null) continue;
				this.#who.add(memberId);
				this.#values.add(score);
			}
		}
		this.#cases += 1;
	}

	/**
	 * Every coefficient.
	 *
	 * @param heard ids of the members whose word counts
	 * @param nameOf the name under which each leaves: raters come in the order of their names, whatever their ids
	 */
	report(heard: ReadonlySet<number>, nameOf: (memberId: number) => string): Report {
		const raters = [...heard]
			.map((id) => ({ id, name: nameOf(id) }))
			.sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
		return report(this.#table(raters.map(({ id }) => id)), {
			names: raters.map(({ name }) => name),
			cases: this.#caseOf.all
		});
	}

	/** Actions by raters without the holes: a rater gave a score to few of the actions. */
	#table(raters: readonly number[]): Sparse {
		const columnOf = new Map(raters.map((id, at) => [id, at]));
		const starts = Int32Array.from([...this.#starts.all, this.#values.length]);
		const who = this.#who.all.map((id) => columnOf.get(id)!);
		const values = this.#values.all.slice();
		for (let unit = 0; unit + 1 < starts.length; unit += 1) {
			const [from, to] = [starts[unit]!, starts[unit + 1]!];
			const order = [...who.subarray(from, to).keys()].sort(
				(a, b) => who[from + a]! - who[from + b]!
			);
			const [columns, scores] = [who.slice(from, to), values.slice(from, to)];
			order.forEach((place, at) => {
				who[from + at] = columns[place]!;
				values[from + at] = scores[place]!;
			});
		}
		return { raters: raters.length, starts, who, values };
	}
}
