import { expect, it } from 'vitest';
import { below, seeded } from './random.ts';

/** The published definition in exact arithmetic modulo 2^32. */
function exact(seed: number) {
	const word = 2n ** 32n;
	let x = BigInt(seed);
	return () => {
		x = (x + 0x6d2b79f5n) % word;
		let z = ((x ^ (x >> 15n)) * (x | 1n)) % word;
		z ^= (z + (((z ^ (z >> 7n)) * (z | 61n)) % word)) % word;
		return Number(z ^ (z >> 14n)) / 2 ** 32;
	};
}

it.each([0, 1, 42, 4294967295])('follows the definition from seed %i', (seed) => {
	const [a, b] = [seeded(seed), exact(seed)];
	for (let draw = 0; draw < 1000; draw++) expect(a()).toBe(b());
});

it('draws every whole number below a limit about equally often', () => {
	const random = seeded(3);
	const counts = [0, 0, 0, 0, 0];
	for (let draw = 0; draw < 50_000; draw++) counts[below(random, 5)]!++;
	for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
