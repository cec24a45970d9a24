import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '#lib/domain/case.ts';
import { describe as inWords } from '#lib/domain/refusal.ts';
import type { Score } from '#lib/domain/scale.ts';
import { encode, type Files } from './files.ts';
import { rubric, smallKit } from './fixture.ts';
import { writeDocument } from './json.ts';
import { readKit, writeKit } from './kit.ts';
import { DEFAULT_LIMITS } from './limits.ts';

const EXAMPLE = join(import.meta.dirname, '../../../../shared/noharm-kit');

function load(folder: string): Files {
	const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
	return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
}

function textOf(files: Files, path: string): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.get(path));
}

/** Content with the order of keys in it, whatever the white space. */
function meaning(files: Files): Record<string, string | string[]> {
	return Object.fromEntries(
		[...files.keys()].sort().map((path) => {
			const text = textOf(files, path);
			if (path.endsWith('.json')) return [path, JSON.stringify(JSON.parse(text))];
			if (!path.endsWith('.jsonl')) return [path, text];
			const lines = text.split('\n').filter((line) => line !== '');
			return [path, lines.map((line) => JSON.stringify(JSON.parse(line)))];
		})
	);
}

function expectRoundTrip(files: Files): void {
	const { cases, problems, ignored } = readKit(files);
	expect(problems.map(inWords)).toEqual([]);
	const kept = new Map([...files].filter(([path]) => !ignored.includes(path)));
	// Through JSON, as the database keeps them.
	expect(meaning(writeKit(JSON.parse(JSON.stringify(cases))))).toEqual(meaning(kept));
}

/** The small kit with its first rubric changed. */
function kitWith(change: (rubric: Record<string, JsonValue>) => void): Files {
	const changed = rubric();
	change(changed);
	return smallKit().set('dataset/rubrics/Card900.json', encode(writeDocument(changed)));
}

function option(value: JsonObject, index: number): JsonObject {
	return (value.options as JsonObject[])[index]!;
}

function messages(files: Files): string[] {
	return readKit(files).problems.map(inWords);
}

describe('the round trip', () => {
	it.skipIf(!existsSync(EXAMPLE))('keeps the example kit (skipped where it is not present)', () => {
		const files = load(EXAMPLE);
		expectRoundTrip(files);
		expect(readKit(files).ignored).toEqual(['ATTRIBUTION.md']);
		const [card] = readKit(files).cases;
		expect(card).toMatchObject({ externalId: 'Card001', specialty: 'Card', question: null });
		expect(card!.actions).toHaveLength(36);
		expect(card!.variants.map(({ externalId }) => externalId)).toEqual(['Card001', 'Card001-3']);
	});

	it('keeps unknown fields, null and missing, the order of keys and of mixed lines', () => {
		expectRoundTrip(smallKit());
		expect(readKit(smallKit()).ignored).toEqual(['LICENSE']);
	});

	it('keeps any further fields', () => {
		const name = fc.string({ maxLength: 6 }).filter((key) => key !== '__proto__');
		const more = fc.dictionary(
			name.map((key) => `x${key}`),
			fc.jsonValue({ maxDepth: 3 })
		);
		fc.assert(
			fc.property(more, more, (inCase, inOption) => {
				const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonObject;
				fc.pre(!JSON.stringify([inCase, inOption]).includes('__proto__'));
				expectRoundTrip(
					kitWith((value) => {
						Object.assign(value, plain(inCase));
						Object.assign(option(value, 1), plain(inOption));
					})
				);
			})
		);
	});

	it.each([[null], [undefined], [[]]])('keeps abstractionGroups when it is %j', (groups) => {
		expectRoundTrip(
			kitWith((value) => {
				if (groups === undefined) delete value.abstractionGroups;
				else value.abstractionGroups = groups;
			})
		);
	});

	it('accepts a byte order mark and gives guidance back byte for byte', () => {
		const files = smallKit();
		const mark = '\ufeff';
		files.set('guidance/ID901.yaml', encode(`${mark}case_id: ID901\r\n\r\n`));
		const path = 'dataset/rubrics/ID901.json';
		files.set(path, encode(mark + textOf(files, path)));
		const { cases, problems } = readKit(files);
		expect(problems).toEqual([]);
		expect(textOf(writeKit(cases), 'guidance/ID901.yaml')).toBe(`${mark}case_id: ID901\r\n\r\n`);
	});
});

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
		['UTF-16', 'dataset/rubrics/ID901.json', new Uint8Array([0xff, 0xfe, 123, 0]), 'is UTF-16'],
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
				guidance: null
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
		expectRoundTrip(files);
	});

	it('writes the columns that were changed since, and nothing else', () => {
		const { cases } = readKit(smallKit());
		cases[1]!.actions[0]!.text = 'Order an ECG now';
		const before = rubric();
		option(before, 0).text = 'Order an ECG now';
		expect(textOf(writeKit(cases), 'dataset/rubrics/Card900.json')).toBe(writeDocument(before));
	});
});
