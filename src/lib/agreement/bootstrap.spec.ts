import { expect, it } from 'vitest';
import * as bootstrap from './bootstrap.ts';
import { isDefined } from './coefficient.ts';
import * as krippendorff from './krippendorff.ts';
import * as krippendorffCac from './krippendorff-cac.ts';
import * as random from './random.ts';

const draw = random.seeded(11);
const table = Array.from({ length: 300 }, () => {
	const middle = 1 + random.below(draw, 7);
	return [0, 0, 0].map(() => (draw() < 0.1 ? null : middle + random.below(draw, 3)));
});

it('repeats itself with the same seed and no other', () => {
	const run = (seed: number) =>
		bootstrap.alpha(table, 'ordinal', { random: random.seeded(seed), replicates: 50 });
	expect(run(1)).toEqual(run(1));
	expect(run(1)).not.toEqual(run(2));
});

it('gives the value of alpha, between the ends of its interval', () => {
	const found = bootstrap.alpha(table, 'ordinal', { random: random.seeded(1), replicates: 400 });
	expect(found).toMatchObject(krippendorff.alpha(table, 'ordinal'));
	if (!isDefined(found)) throw new Error('alpha of this table has a value');
	const [low, high] = found.ci95!;
	expect(low).toBeLessThan(found.value);
	expect(high).toBeGreaterThan(found.value);
	expect(found).toMatchObject({ replicates: 400, usable: 400 });
});

it('is about as wide as the linearised standard error says', () => {
	const boot = bootstrap.alpha(table, 'interval', { random: random.seeded(5), replicates: 2000 });
	const linear = krippendorffCac.alpha(table, 'quadratic');
	if (!isDefined(boot) || !isDefined(linear)) throw new Error('both have a value');
	expect(boot.se! / linear.se!).toBeGreaterThan(0.9);
	expect(boot.se! / linear.se!).toBeLessThan(1.1);
});

it('leaves out replicates without variation and says how many it used', () => {
	const found = bootstrap.alpha(
		[
			[1, 1],
			[1, 1],
			[2, 2]
		],
		'nominal',
		{
			random: random.seeded(1),
			replicates: 200
		}
	);
	expect(found).toMatchObject({ value: 1, replicates: 200, ci95: [1, 1] });
	// A draw of three misses the third unit, or takes nothing else, in (8 + 1)/27 of all replicates.
	expect(isDefined(found) && Math.abs(found.usable - 200 * (18 / 27))).toBeLessThan(30);
});

it('has no value where alpha has none', () => {
	const options = { random: random.seeded(1), replicates: 10 };
	expect(bootstrap.alpha([[1, 2]], 'nominal', options)).toEqual(
		krippendorff.alpha([[1, 2]], 'nominal')
	);
	expect(bootstrap.alpha([[1, null]], 'nominal', options)).toHaveProperty('undefined');
	expect(() => bootstrap.alpha(table, 'nominal', { ...options, replicates: 1 })).toThrow(
		RangeError
	);
});
