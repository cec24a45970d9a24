/**
 * Patterns of ratings: what raters said of one unit, whoever said it. A study has few of them, 165 of three ratings on
 * nine points, so what follows from a pattern is found once and not once a unit.
 */

/** Ratings of one unit in ascending order. Two patterns with the same ratings are the same object. */
export class Pattern {
	readonly scores: readonly number[];
	readonly #known: Map<string, Pattern>;
	readonly #more: (Pattern | undefined)[] = [];
	readonly #fewer: (Pattern | undefined)[] = [];

	constructor(scores: readonly number[], known: Map<string, Pattern>) {
		this.scores = scores;
		this.#known = known;
	}

	/** The pattern with one more rating. */
	with(score: number): Pattern {
		return (this.#more[score] ??= this.#of([...this.scores, score].sort((a, b) => a - b)));
	}

	/**
	 * The pattern with one of its ratings fewer.
	 *
	 * @throws RangeError where it has no such rating
	 */
	without(score: number): Pattern {
		const known = this.#fewer[score];
		if (known !== undefined) return known;
		const at = this.scores.indexOf(score);
		if (at < 0) throw new RangeError(`No rating ${score} among ${this.scores.join(', ')}.`);
		return (this.#fewer[score] = this.#of(this.scores.toSpliced(at, 1)));
	}

	#of(scores: readonly number[]): Pattern {
		const key = scores.join();
		const known = this.#known.get(key) ?? new Pattern(scores, this.#known);
		this.#known.set(key, known);
		return known;
	}
}

/** The pattern of no rating, from which all others are reached by `with`: one a study. */
export function none(): Pattern {
	const known = new Map<string, Pattern>();
	const pattern = new Pattern([], known);
	known.set('', pattern);
	return pattern;
}
