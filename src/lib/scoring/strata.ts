/** Strata of base cases, within which a bootstrap draws. */
import { order } from './record.ts';

/** Fewer cases than this are no stratum of their own. */
const LEAST = 3;

/** The specialty of a case: the ASCII letters at the head of its id; empty where it begins with none. */
export function specialtyOf(base: string): string {
	return /^[A-Za-z]*/.exec(base)![0];
}

/**
 * Cases by specialty; specialties with fewer than three cases are pooled into one stratum, whatever its size.
 *
 * @param bases ids of base cases
 * @returns indices into `bases`: the specialties in the order of their names, then the pool if there is one
 */
export function strataOf(bases: readonly string[]): number[][] {
	const bySpecialty = Map.groupBy(bases.keys(), (index) => specialtyOf(bases[index]!));
	const ordered = [...bySpecialty].sort(([a], [b]) => order(a, b)).map(([, members]) => members);
	const pool = ordered.filter(({ length }) => length < LEAST).flat();
	const large = ordered.filter(({ length }) => length >= LEAST);
	return pool.length === 0 ? large : [...large, pool];
}
