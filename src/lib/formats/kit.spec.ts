import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#lib/domain/case.ts';
import { describe as inWords } from '#lib/domain/refusal.ts';
import { encode, type Files } from './files.ts';
import { kitWith, option, smallKit, textOf } from './fixture.ts';
import { readKit, writeKit } from './kit.ts';

const EXAMPLE = join(import.meta.dirname, '../../../../shared/noharm-kit');

function load(folder: string): Files {
	const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
	return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
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
