import { describe, expect, it } from 'vitest';
import type { RatingRecord } from '#lib/domain/release.ts';
import { readScorable } from './annotation-set.ts';
import { encode } from './files.ts';
import { kitWith, option, released, smallKit, snapshot } from './fixture.ts';
import { DEFAULT_LIMITS } from './limits.ts';

const read = (files: Parameters<typeof readScorable>[0]) => readScorable(files, DEFAULT_LIMITS);
const release = (more: RatingRecord[] = []) =>
	released(snapshot({ ratings: [...snapshot().ratings, ...more] }));

describe('a bare kit', () => {
	it('is a set without a name and without raters', () => {
		const { set, release: name, panel, problems } = read(smallKit());
		expect({ name, panel, problems }).toEqual({ name: null, panel: null, problems: [] });
		expect([...set.ofItem.keys()].sort()).toEqual([
			...['Card900', 'Card900-1', 'Derm902', 'ID901', 'ID901-4']
		]);
		expect(set.ofItem.get('ID901-4')!.rubric.id).toBe('ID901');
	});

	it('must be whole, with a final score for every action', () => {
		const unscored = kitWith((rubric) => delete option(rubric, 0).score);
		expect(read(unscored).problems).toMatchObject([{ field: 'option 1' }]);
		expect(read(new Map([['readme.txt', encode('x')]])).problems).toMatchObject([
			{ message: expect.stringContaining('dataset/rubrics') }
		]);
	});
});

describe('a release', () => {
	it('has a name, its final scores and its raters', () => {
		const { set, release: name, panel, problems } = read(release());
		expect({ name, problems }).toEqual({ name: 'chest-pain:3', problems: [] });
		// Action 2 is unresolved and left out; the finals are those of the snapshot, not the kit's own.
		const { actions } = set.ofItem.get('Card900')!.rubric;
		expect(actions.map(({ number, score }) => [number, score])).toEqual([
			...[
				[1, 9],
				[3, 4],
				[5, 2],
				[7, 3],
				[8, 5]
			]
		]);
		expect(panel!.opinions).toHaveLength(8);
		expect(panel!.opinions).not.toContainEqual(expect.objectContaining({ score: null }));
	});

	it('takes the newest score of each rater', () => {
		const first = snapshot().ratings[0]!;
		const later = { ...first, round: 2, score: 7 as const };
		const { panel, problems } = read(release([later]));
		expect(problems).toEqual([]);
		const own = panel!.opinions.filter(({ rater, action }) => rater === 'R02' && action === 1);
		expect(own).toEqual([{ rater: 'R02', case: 'Card900', action: 1, score: 7 }]);
	});

	it("settles the others' scores by its own rule, for a panel of one less", () => {
		const { consensus } = read(release()).panel!;
		// noharm-strict, k 2, so that one other is enough; 1 and 9 are apart, and 9 with 8 is no unanimous 9.
		expect([consensus([9]), consensus([9, 8, 9]), consensus([1, 9])]).toEqual([9, 8, null]);
	});

	it('that is not as it was made is not scored against', () => {
		const files = release();
		const path = 'kit/dataset/rubrics/Card900.json';
		files.set(path, encode(new TextDecoder().decode(files.get(path)).replace('ECG', 'EEG')));
		const { set, problems } = read(files);
		expect(problems).toMatchObject([{ where: path }]);
		expect(set.layouts).toEqual([]);
	});
});
