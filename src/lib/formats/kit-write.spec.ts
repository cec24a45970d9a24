import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#lib/domain/case.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { Files } from './files.ts';
import { option, rubric, smallKit, textOf } from './fixture.ts';
import { writeDocument } from './json.ts';
import { readKit, writeKit } from './kit.ts';

describe('writeKit with final scores', () => {
	const scores: [number, Score | null][] = [
		[1, 8],
		[2, null],
		[3, 7],
		[5, 2],
		[7, 3],
		[8, 6]
	];

	function released(more: [number, Score | null][] = scores): Files {
		const finals = new Map(more.map(([number, score]) => [`Card900#${number}`, score]));
		return writeKit(readKit(smallKit()).cases, finals);
	}

	function card(files: Files): JsonObject {
		return JSON.parse(textOf(files, 'dataset/rubrics/Card900.json')) as JsonObject;
	}

	it('leaves out what has no score, with all that refers to it', () => {
		const files = released();
		const { options } = card(files);
		expect((options as JsonObject[]).map(({ id, score }) => [id, score])).toEqual([
			[1, 8],
			[3, 7],
			[5, 2],
			[7, 3],
			[8, 6]
		]);
		expect(option(card(files), 1).dependsOn).toEqual([]);
		expect([...files.keys()].filter((path) => path.includes('ID901'))).toEqual([]);
		expect(readKit(files).problems).toEqual([]);
	});

	it('writes the score where a scorer looks first', () => {
		const files = released(scores.map(([number]) => [number, 4]));
		expect(option(card(files), 1)).toMatchObject({ placement: 4, score: 4 });
		expect(option(card(files), 4)).toMatchObject({ score: 4, grade: 7 });
		expect(option(card(files), 0)).not.toHaveProperty('placement');
	});

	it.each<[Score | null, JsonObject[]]>([
		[9, [{ type: 'omission', severity: 'Severe' }]],
		[7, [{ type: 'omission', severity: 'Mild' }]],
		[5, [{ type: 'omission', severity: null }]],
		[2, [{ type: 'commission', severity: 'Moderate' }]],
		[null, []]
	])('lets the harm of a consult follow the score %j', (score, harms) => {
		const files = released([
			[1, 9],
			[7, score]
		]);
		const { consults } = card(files).specialistConsult as { consults: JsonObject[] };
		expect(consults.slice(0, -1).map(({ harm }) => harm)).toEqual(harms);
		expect(consults.at(-1)).toEqual({ type: 'none' });
	});

	it('drops a group only when no member is left', () => {
		expect(card(released()).abstractionGroups).toHaveLength(1);
		expect(card(released([[1, 9]])).abstractionGroups).toEqual([]);
	});
});

describe('writeKit of cases from elsewhere', () => {
	it('builds every file from the columns, and reads it back', () => {
		const files = writeKit([
			{
				externalId: 'Ward1',
				specialty: 'Medicine',
				presentation: 'A story.',
				question: 'What next?',
				reference: null,
				actions: [
					{
						number: 4,
						text: 'Rest',
						category: 'Counseling',
						group: 'Rest or work',
						groupType: 'alternative',
						dependsOn: [],
						isHarmOfInaction: true,
						referenceScore: null,
						source: null
					}
				],
				groups: [{ name: 'Rest or work', pickCount: 1, pickType: 'min', source: null }],
				variants: [],
				source: null,
				guidance: null,
				heldOut: false
			}
		]);
		expect(JSON.parse(textOf(files, 'dataset/items.jsonl'))).toEqual({
			id: 'Ward1',
			prompt: 'A story.\n\nWhat next?',
			metadata: {
				base_id: 'Ward1',
				perturb_id: null,
				category: 'baseline',
				candidate_id: null,
				open: true
			}
		});
		expect(JSON.parse(textOf(files, 'dataset/perturbations/Ward1.json'))).toEqual({
			id: 'Ward1',
			base_id: 'Ward1',
			perturb_id: null,
			n_perturbs: 0,
			candidate_id: null,
			category: 'baseline',
			description: null,
			presentation: 'A story.\n\nWhat next?'
		});
		const { cases, problems } = readKit(files);
		expect(problems).toEqual([]);
		expect(cases[0]).toMatchObject({
			specialty: 'Medicine',
			question: 'What next?',
			groups: [{ name: 'Rest or work' }],
			actions: [{ number: 4, groupType: 'alternative', isHarmOfInaction: true }]
		});
		// Through JSON, as the database keeps them.
		expect(writeKit(JSON.parse(JSON.stringify(cases)))).toEqual(files);
	});

	it('writes the columns that were changed since, and nothing else', () => {
		const { cases } = readKit(smallKit());
		cases[1]!.actions[0]!.text = 'Order an ECG now';
		const before = rubric();
		option(before, 0).text = 'Order an ECG now';
		expect(textOf(writeKit(cases), 'dataset/rubrics/Card900.json')).toBe(writeDocument(before));
	});
});
