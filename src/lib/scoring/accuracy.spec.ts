import { describe, expect, it } from 'vitest';
import { accuracy } from './accuracy.ts';
import { aCase, alternative, judged, type Sketch } from './fixture.ts';
import { standingOf } from './standing.ts';

function of(sketches: readonly Sketch[], marks: string) {
	const layout = aCase(sketches);
	const standing = standingOf(layout, judged(marks));
	return [accuracy(layout, standing, 'anyhow'), accuracy(layout, standing, 'wholly')];
}

describe('accuracy', () => {
	it('is the share of lone actions outside 4 to 6 that were done as wanted', () => {
		// Wanted 9 and 7, unwanted 2 and 3. Done: 9 and 3. Right: 9 done, 2 left.
		expect(of([9, 7, 5, 2, 3], 'x-x-x')).toEqual([2 / 4, 2 / 4]);
	});

	it('takes what was done in part as done, or as not', () => {
		// The 9 in part is right or wrong; the 2 in part is wrong or right.
		expect(of([9, 2, 8], '~-x')).toEqual([1, 2 / 3]);
		expect(of([9, 2, 8], 'x~x')).toEqual([2 / 3, 1]);
	});

	it('of a group goes by its first member outside 4 to 6, done by any', () => {
		const harmfulFirst = [alternative(5, 'A'), alternative(2, 'A'), alternative(9, 'A')];
		expect(of(harmfulFirst, '--x')).toEqual([0, 0]);
		expect(of(harmfulFirst, '---')).toEqual([1, 1]);
		const rightFirst = [alternative(7, 'A'), alternative(2, 'A')];
		expect(of(rightFirst, '-x')).toEqual([1, 1]);
	});

	it('leaves out what is moot and groups all of which are', () => {
		const sketches = [5, { score: 9, dependsOn: [1] }, alternative(8, 'A', [1]), 7];
		expect(of(sketches, '---x')).toEqual([1, 1]);
		expect(of(sketches, 'x--x')).toEqual([1 / 3, 1 / 3]);
	});

	it('is not defined where everything is uncertain', () => {
		expect(of([4, 5, alternative(6, 'A')], 'xxx')).toEqual([null, null]);
	});
});
