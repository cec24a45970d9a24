/** What can be said of how alike the ratings of a study are, as a release carries it. */
import type { Sparse } from '#lib/agreement/table.ts';
import type { ConsensusSettings } from '#lib/domain/consensus.ts';
import { agreementOf } from '#lib/formats/agreement-file.ts';
import type { AgreementDocument } from '#lib/formats/agreement-record.ts';
import type { Said } from '../../store/ratings.ts';
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

/** Actions by raters, gathered action by action: five bytes a score, and not a record. */
class Gathered {
	readonly #starts = new Numbers((length) => new Int32Array(length));
	readonly #who = new Numbers((length) => new Int32Array(length));
	readonly #values = new Numbers((length) => new Uint8Array(length));

	/** @param units actions that came before, of which nothing is in it */
	constructor(units = 0) {
		for (let unit = 0; unit < units; unit += 1) this.#starts.add(0);
	}

	/** Adds the next action. */
	add(said: readonly Said[]): void {
		this.#starts.add(this.#values.length);
		for (const { memberId, score } of said) {
			if (score === null) continue;
			this.#who.add(memberId);
			this.#values.add(score);
		}
	}

	/**
	 * The table without its holes: a rater gave a score to few of the actions.
	 *
	 * @param columnOf the column of each member
	 */
	table(columnOf: ReadonlyMap<number, number>): Sparse {
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
		return { raters: columnOf.size, starts, who, values };
	}
}

/** The scores of a study, gathered case by case, as they were given before adjudication. */
export class Scores {
	readonly #units: { case: string; specialty: string }[] = [];
	/** The newest of each rater, of which final scores are made. */
	readonly #newest = new Gathered();
	readonly #rounds = new Map<number, Gathered>();

	add({ value, actions }: RatedCase): void {
		const unit = { case: value.externalId, specialty: value.specialty };
		for (const { said, otherRounds } of actions) {
			const all = otherRounds.length === 0 ? said : [...said, ...otherRounds];
			for (const { round } of all) {
				if (!this.#rounds.has(round)) this.#rounds.set(round, new Gathered(this.#units.length));
			}
			this.#newest.add(said);
			for (const [round, scores] of this.#rounds) {
				scores.add(all.filter((one) => one.round === round));
			}
			this.#units.push(unit);
		}
	}

	/**
	 * Every coefficient, over all of it and over its parts.
	 *
	 * @param heard ids of the members whose word counts
	 * @param nameOf the name under which each leaves: raters come in the order of their names, whatever their ids
	 * @param rule by whose k and band a panel disagrees
	 */
	agreement(
		heard: ReadonlySet<number>,
		nameOf: (memberId: number) => string,
		{ ratersPerCase, band }: ConsensusSettings
	): AgreementDocument {
		const raters = [...heard]
			.map((id) => ({ id, name: nameOf(id) }))
			.sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
		const columnOf = new Map(raters.map(({ id }, at) => [id, at]));
		const rounds = [...this.#rounds].sort(([a], [b]) => a - b);
		return agreementOf({
			raters: raters.map(({ name }) => name),
			units: this.#units,
			newest: this.#newest.table(columnOf),
			rounds: rounds.map(([round, scores]) => ({ round, table: scores.table(columnOf) })),
			rule: { panel: ratersPerCase, band }
		});
	}
}
