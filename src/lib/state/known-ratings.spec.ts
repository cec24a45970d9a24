import { expect, it } from 'vitest';
import { KnownRatings } from './known-ratings.ts';
import { scored } from './testing/outbox.ts';

it('knows what came with the page, and takes what is newer', () => {
	const known = new KnownRatings([
		[10, { version: 3, value: scored(3) }],
		[11, { version: 1, value: scored(1) }]
	]);
	const newer = known.learn([
		[10, { version: 3, value: scored(9) }],
		[11, { version: 2, value: scored(2) }],
		[12, { version: 1, value: scored(4) }]
	]);
	expect(newer).toEqual(
		new Map([
			[11, scored(2)],
			[12, scored(4)]
		])
	);
	expect([10, 11, 12, 13].map((action) => known.version(action))).toEqual([3, 2, 1, 0]);
	expect([10, 11, 13].map((action) => known.value(action))).toEqual([
		scored(3),
		scored(2),
		undefined
	]);
	known.set(10, { version: 1, value: scored(5) });
	expect([known.version(10), known.value(10)]).toEqual([1, scored(5)]);
	expect(new KnownRatings().version(10)).toBe(0);
});
