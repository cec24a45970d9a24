import { describe, expect, it } from 'vitest';
import { asCase, type Case, type JsonObject } from '#lib/domain/case.ts';
import { encode, type Files } from './files.ts';
import { textOf } from './fixture.ts';
import { readKit, writeKit } from './kit.ts';

type Open = boolean | null | undefined;

/** A kit of one case whose rubric and whose line say this of `open`; undefined leaves the key out. */
function kit(rubric: Open, line: Open): Files {
	const open = (value: Open): JsonObject => (value === undefined ? {} : { open: value });
	const files: [string, JsonObject][] = [
		[
			'dataset/rubrics/Card001.json',
			{
				...{ id: 'Card001', note: 'kept' },
				...open(rubric),
				case: { presentation: 'A story.' },
				options: [{ id: 1, text: 'Rest', category: 'Counseling', score: 6 }]
			}
		],
		[
			'dataset/items.jsonl',
			{
				id: 'Card001',
				prompt: 'A story.',
				metadata: { base_id: 'Card001', ...open(line), more: 1 }
			}
		]
	];
	return new Map(files.map(([path, value]) => [path, encode(`${JSON.stringify(value)}\n`)]));
}

const told = (files: Files) => readKit(files).cases[0]!;

/** What the rubric and the line say of `open` when a case leaves. */
function written(item: Case): Open[] {
	const files = writeKit([item]);
	const rubric = JSON.parse(textOf(files, 'dataset/rubrics/Card001.json')) as JsonObject;
	const line = JSON.parse(textOf(files, 'dataset/items.jsonl')) as { metadata: JsonObject };
	expect(rubric.note).toBe('kept');
	expect(line.metadata.more).toBe(1);
	return [rubric.open, line.metadata.open] as Open[];
}

const COMBINATIONS: [Open, Open, boolean | null][] = [
	[undefined, undefined, null],
	[null, undefined, null],
	[true, undefined, false],
	[undefined, true, false],
	[false, undefined, true],
	[undefined, false, true],
	[false, true, true],
	[true, false, true],
	[true, true, false]
];

describe('a case of a kit', () => {
	it.each(COMBINATIONS)('with open %s and %s is held out: %s', (rubric, line, expected) => {
		expect(told(kit(rubric, line)).heldOut).toBe(expected);
	});

	it.each(COMBINATIONS)('with open %s and %s leaves as it came', (rubric, line) => {
		expect(written(asCase(told(kit(rubric, line))))).toEqual([rubric, line]);
	});

	it.each(COMBINATIONS)(
		'with open %s and %s leaves as it was set by hand',
		(rubric, line, came) => {
			const heldOut = came !== true;
			const item = { ...asCase(told(kit(rubric, line))), heldOut };
			expect(written(item)).toEqual([!heldOut, !heldOut]);
		}
	);
});

describe('a case from elsewhere', () => {
	it.each([true, false])('that is held out (%s) says so in its rubric and its line', (heldOut) => {
		const { cases } = readKit(kit(undefined, undefined));
		const item = { ...asCase(cases[0]!), source: null, variants: [], heldOut };
		const files = writeKit([item]);
		const rubric = JSON.parse(textOf(files, 'dataset/rubrics/Card001.json')) as JsonObject;
		const line = JSON.parse(textOf(files, 'dataset/items.jsonl')) as { metadata: JsonObject };
		expect([rubric.open, line.metadata.open]).toEqual([!heldOut, !heldOut]);
	});
});
