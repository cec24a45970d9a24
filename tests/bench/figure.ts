/** One figure of a benchmark, and what it should be. */
export type Figure = {
	what: string;
	value: number;
	unit: string;
	/** The most or the least it may be, or exactly what it must be. */
	target: { most: number } | { least: number } | { exactly: number };
	/** Whether missing the target fails the run. Times depend on the machine and only inform. */
	binding: boolean;
};

/** Writes a line of progress, for whoever waits. */
export type Progress = (text: string) => void;

export function isMet({ value, target }: Figure): boolean {
	if ('most' in target) return value <= target.most;
	return 'least' in target ? value >= target.least : value === target.exactly;
}

/**
 * A quantile by the nearest rank: a value that was measured, never one in between.
 *
 * @param share from 0 to 1
 * @returns NaN for no values
 */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
