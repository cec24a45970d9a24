/** How close two categories count as agreement; `identity` leaves only equal ones. */
export type Kind = 'identity' | 'linear' | 'quadratic' | 'ordinal';

export const KINDS: readonly Kind[] = ['identity', 'linear', 'quadratic', 'ordinal'];

/** A square matrix over the categories, row after row: 1 for equal ones, less for the others. */
export type Weights = Float64Array;

/**
 * The weights of Gwet, Handbook of Inter-Rater Reliability, 2014, chapter 3, for categories k and
 * l: linear 1 - |k-l|/(max-min); quadratic 1 - (k-l)²/(max-min)²; ordinal 1 - C(d+1,2)/C(q,2),
 * where d is the number of steps between their ranks and q the number of categories.
 *
 * @param categories ascending
 */
export function matrix(kind: Kind, categories: readonly number[]): Weights {
	const q = categories.length;
	const span = categories[q - 1]! - categories[0]!;
	return fill(categories, (a, b) => {
		if (a === b) return 1;
		const distance = Math.abs(categories[a]! - categories[b]!);
		const steps = Math.abs(a - b);
		switch (kind) {
			case 'identity':
				return 0;
			case 'linear':
				return 1 - distance / span;
			case 'quadratic':
				return 1 - (distance / span) ** 2;
			case 'ordinal':
				return 1 - (steps * (steps + 1)) / (q * (q - 1));
		}
	});
}

/** Weights that count two ratings as agreeing where they are at most `reach` apart. */
export function within(reach: number, categories: readonly number[]): Weights {
	return fill(categories, (a, b) => (Math.abs(categories[a]! - categories[b]!) <= reach ? 1 : 0));
}

function fill(categories: readonly number[], weight: (a: number, b: number) => number): Weights {
	const q = categories.length;
	return Float64Array.from({ length: q * q }, (_, at) => weight(Math.floor(at / q), at % q));
}
