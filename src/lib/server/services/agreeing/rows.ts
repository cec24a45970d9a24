/** Rows of sums of the cases of a study, or of the actions of one case, from a hearing. */
import type { Sums } from '#lib/agreement/sums.ts';
import type { Ground, Hearing } from './hearing.ts';
import { ROW } from './patterns.ts';

/** Some of a study: cases by their places, and of them the actions of one category, or all. */
export type Part = {
	cases: readonly number[];
	/** By its place among the categories; null for all. */
	category: number | null;
};

/**
 * Room for rows, used again and again: a study of ten thousand cases would else leave ten megabytes to be collected
 * for every slice. What stands in it holds until rows are asked for the next time.
 */
export class Rows {
	#room = new Float64Array(0);
	#views: Sums[] = [];

	/** One row a case, in the order of the part. */
	ofCases({ patterns, starts, categoryOf }: Ground, hearing: Hearing, part: Part): Sums[] {
		const rows = this.#of(part.cases.length);
		part.cases.forEach((place, row) => {
			for (let at = starts[place]!; at < starts[place + 1]!; at += 1) {
				if (part.category !== null && categoryOf[at] !== part.category) continue;
				patterns.addTo(this.#room, row * ROW, hearing.patterns[at]!);
			}
		});
		return rows;
	}

	/** One row an action of a single case. */
	ofActions({ patterns, starts, categoryOf }: Ground, hearing: Hearing, part: Part): Sums[] {
		const places = part.cases.flatMap((place) =>
			Array.from({ length: starts[place + 1]! - starts[place]! }, (_, at) => starts[place]! + at)
		);
		const asked = places.filter((at) => part.category === null || categoryOf[at] === part.category);
		const rows = this.#of(asked.length);
		asked.forEach((at, row) => patterns.addTo(this.#room, row * ROW, hearing.patterns[at]!));
		return rows;
	}

	#of(count: number): Sums[] {
		if (this.#views.length < count) {
			this.#room = new Float64Array(count * ROW);
			this.#views = Array.from({ length: count }, (_, row) =>
				this.#room.subarray(row * ROW, (row + 1) * ROW)
			);
		}
		this.#room.fill(0, 0, count * ROW);
		return this.#views.slice(0, count);
	}
}

/** The actions of a part, by their places in a hearing. */
export function* actionsOf({ starts, categoryOf }: Ground, part: Part): Generator<number> {
	for (const place of part.cases) {
		for (let at = starts[place]!; at < starts[place + 1]!; at += 1) {
			if (part.category === null || categoryOf[at] === part.category) yield at;
		}
	}
}
