/** A source of numbers spread evenly over [0, 1), as Math.random is. */
export type Random = () => number;

/**
 * A seeded generator: the same seed gives the same numbers on every machine. The algorithm is
 * mulberry32 (Tommy Ettinger, 2017, public domain): 32 bits of state, period 2^32, enough for
 * resampling and for sample data, never for secrets.
 *
 * @param seed a whole number; only its lowest 32 bits count
 */
export function seeded(seed: number): Random {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let z = Math.imul(state ^ (state >>> 15), state | 1);
		z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
		return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A whole number from 0 to `below` - 1, each equally likely. */
export function below(random: Random, below: number): number {
	return Math.floor(random() * below);
}
