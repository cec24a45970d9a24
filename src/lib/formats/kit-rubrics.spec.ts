import { expect, it } from 'vitest';
import { encode, type Files } from './files.ts';
import { readKit } from './kit.ts';
import { rubricsOf } from './kit-rubrics.ts';

const option = (id: number, more: object) => ({
	...{ id, text: `Action ${id}`, category: 'Diagnostic', ...more }
});

function kit(options: object[], more: object = {}): Files {
	const rubric = { id: 'Card001', case: { presentation: 'A patient.' }, options, ...more };
	return new Map([['dataset/rubrics/Card001.json', encode(JSON.stringify(rubric))]]);
}

const of = (files: Files) => rubricsOf(readKit(files).cases);

it('takes placement, else score, else grade, and keeps `score` itself beside it', () => {
	const { rubrics, problems } = of(
		kit([
			option(1, { placement: 9, score: 5 }),
			option(2, { placement: null, score: 5, grade: 9 }),
			option(3, { grade: 8 })
		])
	);
	expect(problems).toEqual([]);
	expect(rubrics[0]!.actions.map(({ score, ownScore }) => [score, ownScore])).toEqual([
		[9, 5],
		[5, 5],
		[8, null]
	]);
});

it('takes groups, dependence and consults', () => {
	const files = kit(
		[
			option(1, { score: 9, abstraction: 'A', abstractionType: 'alternative' }),
			option(2, { score: 9, abstraction: 'A', dependsOn: [1] })
		],
		{ specialistConsult: { consults: [{ optionId: 2 }, { specialty: 'Cardiology' }] } }
	);
	const [rubric] = of(files).rubrics;
	expect(rubric!.actions).toMatchObject([
		{ group: 'A', groupType: 'alternative', dependsOn: [] },
		{ group: 'A', groupType: null, dependsOn: [1] }
	]);
	expect(rubric!.consults).toEqual([2]);
});

it('asks what the kit lists, or the case itself where it lists nothing', () => {
	const bare = kit([option(1, { score: 9 })]);
	expect(of(bare).rubrics[0]!.items).toEqual(['Card001']);
	const line = (id: string) =>
		JSON.stringify({ id, prompt: 'A?', metadata: { base_id: 'Card001' } });
	const listed: Files = new Map([
		...bare,
		['dataset/items.jsonl', encode(`${line('Card001')}\n${line('Card001-1')}\n`)]
	]);
	expect(of(listed).rubrics[0]!.items).toEqual(['Card001', 'Card001-1']);
});

it('names an action that nobody scored', () => {
	expect(of(kit([option(1, { score: 9 }), option(2, {})])).problems).toEqual([
		{
			where: 'dataset/rubrics/Card001.json',
			field: 'option 2',
			message: 'has no final score: it cannot be scored against.'
		}
	]);
});
