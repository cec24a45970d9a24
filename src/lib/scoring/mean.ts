/** Means, and what becomes of them where there is nothing to take one of. */

/** The harmonic mean of two figures from 0 to 1; 0 if both are 0. */
export function f1(precision: number, recall: number): number {
	const sum = precision + recall;
	return sum === 0 ? 0 : (2 * precision * recall) / sum;
}

/** The mean of the values that are there; null where none is. */
export function meanOf(values: readonly (number | null)[]): number | null {
	let sum = 0;
	let count = 0;
	for (const value of values) {
		if (value === null) continue;
		sum += value;
		count += 1;
	}
	return count === 0 ? null : sum / count;
}

/** The harmonic mean: 0 if one is 0, null if one is null. */
export function harmonicMean(values: readonly (number | null)[]): number | null {
	let sum = 0;
	for (const value of values) {
		if (value === null) return null;
		sum += 1 / value;
	}
	return values.length / sum;
}
