import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#lib/domain/case.ts';
import { describe as inWords } from '#lib/domain/refusal.ts';
import { encode, type Files } from './files.ts';
import { kitWith, option, smallKit, textOf } from './fixture.ts';
import { readKit, writeKit } from './kit.ts';
import { DEFAULT_LIMITS } from './limits.ts';

function messages(files: Files): string[] {
	return readKit(files).problems.map(inWords);
}

describe('what is wrong with a kit', () => {
	it('is said all at once, with file, line and field', () => {
		const files = kitWith((value) => {
			option(value, 0).score = 12;
			option(value, 1).text = ' ';
		});
		files.set('dataset/rubrics/ID901.json', encode('{\n"id": ID901\n}'));
		files.set(
			'dataset/items.jsonl',
			encode('{"id":"X1","prompt":"p","metadata":{"base_id":"X"}}\n\n{')
		);
		expect(messages(files)).toEqual([
			'dataset/rubrics/Card900.json, line 16, options[0].score: score is 12: must be a whole number from 1 to 9.',
			'dataset/rubrics/Card900.json, line 21, options[1].text: text is " ": must not be empty.',
			'dataset/rubrics/ID901.json, line 2: column 7: a value was expected here.',
			'dataset/items.jsonl, line 3: column 2: a key in double quotes was expected here.',
			'dataset/items.jsonl, line 1, base_id: the base case "X" is missing: there is no dataset/rubrics/X.json.'
		]);
	});

	it.each<[string, (value: JsonObject) => void, string]>([
		[
			'a score with a fraction',
			(v) => (option(v, 0).score = 6.5),
			'options[0].score: score is 6.5: must be a whole'
		],
		[
			'a score that is text',
			(v) => (option(v, 0).score = '7'),
			'score is "7": must be a whole number'
		],
		[
			'a placement out of range',
			(v) => (option(v, 1).placement = 0),
			'options[1].placement: placement is 0'
		],
		['an id twice', (v) => (option(v, 5).id = 1), 'id 1 is given to two options'],
		[
			'a missing text',
			(v) => delete option(v, 0).text,
			'options[0].text: text is missing: must be text'
		],
		['an own parent', (v) => (option(v, 0).dependsOn = [1]), 'option 1 depends on itself'],
		[
			'a missing parent',
			(v) => (option(v, 0).dependsOn = [99]),
			'option 1 depends on option 99, which'
		],
		['a circle', (v) => (option(v, 1).dependsOn = [3]), 'in a circle (2 → 3 → 2)'],
		[
			'a consult of nobody',
			(v) => ((v.specialistConsult as JsonObject).consults = [{ optionId: 77 }]),
			'specialistConsult.consults[0].optionId: optionId is 77: the case has no such option'
		],
		['no options', (v) => (v.options = []), 'must hold at least one action'],
		['another id', (v) => (v.id = 'Card901'), 'id is "Card901" and the file is named Card900.json'],
		[
			'a group twice',
			(v) => (v.abstractionGroups = [{ name: 'a' }, { name: 'a' }]),
			'the group "a" is listed twice'
		],
		[
			'an empty presentation',
			(v) => ((v.case as JsonObject).presentation = ''),
			'case.presentation: presentation is "": must not be empty'
		]
	])('includes %s', (_, change, message) => {
		const found = messages(kitWith(change));
		expect(found).toHaveLength(1);
		expect(found[0]).toContain('dataset/rubrics/Card900.json, line ');
		expect(found[0]).toContain(message);
	});

	it.each<[string, string, string | Uint8Array, string]>([
		[
			'bytes that are not UTF-8',
			'dataset/rubrics/ID901.json',
			new Uint8Array([123, 10, 0xff]),
			'line 2: is not UTF-8'
		],
		[
			'UTF-16 without a mark',
			'dataset/rubrics/ID901.json',
			new Uint8Array([123, 0, 10, 0]),
			'UTF-16'
		],
		['nesting', 'dataset/rubrics/ID901.json', '['.repeat(10_000), 'nested deeper than 64'],
		[
			'a prototype',
			'dataset/rubrics/ID901.json',
			'{"__proto__": {}}',
			'"__proto__" is not accepted'
		],
		[
			'an id no file can have',
			'dataset/rubrics/a b.json',
			'{"id":"a b","case":{"presentation":"p"},"options":[{"id":1,"text":"t","category":"c"}]}',
			'it becomes the name of a file'
		],
		[
			'a perturbation without base',
			'dataset/perturbations/Q1.json',
			'{"id":"Q1","base_id":"Q","presentation":"p"}',
			'the base case "Q" is missing'
		],
		[
			'a perturbation named otherwise',
			'dataset/perturbations/Q1.json',
			'{"id":"Q2","base_id":"ID901","presentation":"p"}',
			'must be the name of the file'
		],
		[
			'a perturbation of two bases',
			'dataset/perturbations/ID901-4.json',
			'{"id":"ID901-4","base_id":"Derm902","presentation":"p"}',
			'both must be the same'
		],
		['guidance that is not YAML', 'guidance/ID901.yaml', 'a: [1\nb: "', 'is not YAML'],
		['guidance of another case', 'guidance/ID901.yaml', 'case_id: Card900', 'case_id is "Card900"'],
		['guidance of no case', 'guidance/Q.yaml', 'case_id: Q', 'there is no case "Q"']
	])('includes %s', (_, path, content, message) => {
		const bytes = typeof content === 'string' ? encode(content) : content;
		const found = messages(smallKit().set(path, bytes));
		expect(found.filter((one) => one.startsWith(path) && one.includes(message))).toHaveLength(1);
	});

	it('includes an id twice in items.jsonl', () => {
		const files = smallKit();
		const text = textOf(files, 'dataset/items.jsonl');
		files.set('dataset/items.jsonl', encode(text + text.split('\n')[0]!));
		expect(messages(files)).toEqual([
			'dataset/items.jsonl, line 5, id: id is "ID901", as on line 1: every line needs its own.'
		]);
	});

	it('names the folder to choose', () => {
		const files = new Map([...smallKit()].map(([path, bytes]) => [`noharm/${path}`, bytes]));
		expect(messages(files)[0]).toContain('choose the folder noharm, which contains dataset/');
		expect(messages(new Map())[0]).toContain('choose the folder that contains dataset/');
	});

	it('never breaks the reader, whatever byte is changed', () => {
		const files = smallKit();
		const change = fc.record({
			path: fc.constantFrom(...files.keys()),
			at: fc.nat(),
			put: fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.string().map(encode))
		});
		fc.assert(
			fc.property(change, ({ path, at, put }) => {
				const bytes = files.get(path)!;
				const from = at % bytes.length;
				const changed = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + 1)]);
				const { cases, problems } = readKit(new Map(files).set(path, changed));
				if (problems.length === 0) expect(readKit(writeKit(cases)).cases).toEqual(cases);
			}),
			{ numRuns: 500 }
		);
	}, 30_000);

	it('includes limits of size and number', () => {
		const few = { ...DEFAULT_LIMITS, actions: 5 };
		expect(readKit(smallKit(), few).problems[0]?.message).toContain('at most 5 a file');
		const small = { ...DEFAULT_LIMITS, fileBytes: 1_000 };
		expect(readKit(smallKit(), small).problems[0]?.message).toContain('at most 1,000 bytes');
	});
});
