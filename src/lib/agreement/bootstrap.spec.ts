import { expect, it } from 'vitest';
import * as bootstrap from './bootstrap.ts';
import { isDefined } from './coefficient.ts';
import * as krippendorff from './krippendorff.ts';
import * as krippendorffCac from './krippendorff-cac.ts';
import * as random from './random.ts';

// 300 units, two or three raters at most 2 apart: as uneven as ratings are, and the same every time.
const table = Array.from({ length: 300 }, (_, unit) =>
	[3, 5, 7].map((step, rater) =>
		unit % 10 === rater ? null : 1 + ((unit * unit) % 7) + ((unit * step) % 3)
	)
);

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

it.each(krippendorff.METRICS)(
	'takes the percentiles of %s alpha over tables drawn anew',
	(metric) => {
		const replicates = 60;
		const paired = table.filter((row) => row.filter((x) => x !== null).length > 1);
		const draw = random.seeded(3);
		const values = Array.from({ length: replicates }, () => {
			const drawn = paired.map(() => paired[Math.floor(draw() * paired.length)]!);
			const found = krippendorff.alpha(drawn, metric);
			return isDefined(found) ? found.value : NaN;
		}).sort((a, b) => a - b);
		const mean = values.reduce((sum, x) => sum + x, 0) / replicates;
		const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (replicates - 1);
		// Type 7 places the ends at 59 * 0.025 = 1.475 and 59 * 0.975 = 57.525, counted from 0.
		const low = values[1]! + 0.475 * (values[2]! - values[1]!);
		const high = values[57]! + 0.525 * (values[58]! - values[57]!);
		// Units with one rating, or none, are never drawn.
		const whole = [[5, null, null], ...table, [null, null, null]];
		const found = bootstrap.alpha(whole, metric, { random: random.seeded(3), replicates });
		expect(found).toMatchObject({
			se: expect.closeTo(Math.sqrt(variance), 12),
			ci95: [expect.closeTo(low, 12), expect.closeTo(high, 12)]
		});
	}
);

it('draws 1000 times unless told otherwise', () => {
	const small = [
		[1, 2],
		[4, 4],
		[2, 2]
	];
	const found = bootstrap.alpha(small, 'ordinal', { random: random.seeded(1) });
	expect(found).toMatchObject({ replicates: 1000 });
});

it('has no interval where fewer than two replicates have an alpha', () => {
	// Chance that draws the first unit only: every replicate has equal ratings, and no alpha.
	const small = [
		[1, 1],
		[1, 2]
	];
	const first = bootstrap.alpha(small, 'ordinal', { random: () => 0, replicates: 5 });
	expect(first).toEqual({
		...krippendorff.alpha(small, 'ordinal'),
		replicates: 5,
		usable: 0
	});
	// And one that draws the second for once, in the first replicate.
	let draws = 0;
	const once = () => (draws++ === 0 ? 0.9 : 0);
	const one = bootstrap.alpha(small, 'ordinal', { random: once, replicates: 5 });
	expect(one).toMatchObject({ usable: 1 });
	expect(one).not.toHaveProperty('se');
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
	for (const replicates of [1, 2.5, NaN])
		expect(() => bootstrap.alpha(table, 'nominal', { ...options, replicates })).toThrow(RangeError);
	expect(bootstrap.alpha(table, 'nominal', { ...options, replicates: 2 })).toHaveProperty('ci95');
});
