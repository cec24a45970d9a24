/** What a release says of itself as a whole, gathered slice by slice before any file is written. */
import {
	asReleased,
	type Manifest,
	type Outline,
	type Slice,
	type Snapshot
} from '#lib/domain/release.ts';
import { OtherColumns } from './records.ts';

/** Counts what is released. Slices come in the order of the cases, and are forgotten. */
export class Tally {
	readonly #options: Outline['options'];
	readonly #qualificationCases: number;
	readonly #counts = { cases: 0, heldOut: 0, actions: 0, ratings: 0, final: 0, unresolved: 0 };
	readonly #raters = new Set<string>();
	readonly #otherColumns = new OtherColumns();

	constructor({ options, qualificationCases }: Pick<Outline, 'options' | 'qualificationCases'>) {
		this.#options = options;
		this.#qualificationCases = qualificationCases;
	}

	add({ cases, ratings, finals }: Slice): void {
		const counts = this.#counts;
		counts.cases += cases.length;
		for (const item of cases) {
			counts.actions += item.actions.length;
			if (item.heldOut) counts.heldOut += 1;
			this.#otherColumns.add(item);
		}
		for (const rating of ratings) {
			if (asReleased(rating, this.#options) === null) continue;
			counts.ratings += 1;
			this.#raters.add(rating.rater);
		}
		for (const { score } of finals) counts[score === null ? 'unresolved' : 'final'] += 1;
	}

	/** Those whose ratings leave, by the names in the slices. */
	get raters(): ReadonlySet<string> {
		return this.#raters;
	}

	get counts(): Manifest['counts'] {
		const { cases, actions, ...rest } = this.#counts;
		const raters = this.#raters.size;
		return { cases, actions, raters, ...rest, qualificationCases: this.#qualificationCases };
	}

	get otherColumns(): Outline['otherColumns'] {
		return this.#otherColumns.found;
	}
}

/** The outline of what is whole already. */
export function outlineOf({ cases, ratings, finals, stories, ...frame }: Snapshot): Outline {
	const tally = new Tally(frame);
	tally.add({ cases, ratings, finals, stories });
	const { counts, otherColumns } = tally;
	return { ...frame, counts, raters: [...tally.raters].sort(), otherColumns };
}
