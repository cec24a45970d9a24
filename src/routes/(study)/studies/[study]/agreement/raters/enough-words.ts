/** The answer to "are three enough?" in a sentence. */
import { decimal } from '#lib/components/figures.ts';

type Found = {
	/** Of the mean of 1, 2, ... raters. */
	dependability: readonly number[];
	/** How many raters each wanted dependability takes; null where no number is enough. */
	needed: readonly { of: number; raters: number | null }[];
};

/** From this dependability on, a mean is commonly taken to be good enough for what it is used for here. */
const GOOD = 0.8;

export function enough({ dependability, needed }: Found): string {
	const three = dependability[2]!;
	if (needed.some(({ raters }) => raters === null)) {
		return 'Actions do not differ from each other here, so no number of raters makes their means dependable.';
	}
	const first = `The mean of three has a dependability of ${decimal(three)}`;
	const takes = needed.map(({ of, raters }) => `${of.toFixed(1)} takes ${inRaters(raters!)}`);
	const verdict = three >= GOOD ? 'three are enough for most uses' : 'three are few';
	return `${first}: ${verdict}. ${takes.join(', ')}.`;
}

const inRaters = (count: number) => `${count} ${count === 1 ? 'rater' : 'raters'}`;
