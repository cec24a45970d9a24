import { expect, it } from 'vitest';
import { mappingSchema } from '#lib/domain/mapping.ts';
import { describe as inWords, Refusal } from '#lib/domain/refusal.ts';
import { encode } from '../files.ts';
import { readMapping, writeMapping } from './file.ts';

const problemsOf = (text: string): string[] => {
	try {
		readMapping('map.json', encode(text));
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(Refusal);
		return (thrown as Refusal).problems.map(inWords);
	}
	return [];
};

it('names the line of what is wrong in a mapping', () => {
	const text = `{
	"mapping": 1,
	"name": "Mine",
	"purpose": "cases",
	"tables": [
		{ "case": { "presentation": "Text" },
		  "header": 0 }
	]
}`;
	expect(problemsOf(text)).toEqual([
		expect.stringMatching(
			/^map\.json, line 6, tables\[0\]\.case\.presentation: presentation is "Text": must be \{"column"/
		),
		expect.stringMatching(
			/^map\.json, line 7, tables\[0\]\.header: header is 0: must be the number of a line/
		)
	]);
	expect(problemsOf('{ "mapping": 1')).toEqual([expect.stringContaining('map.json, line 1')]);
	expect(problemsOf('[]')).toEqual(['map.json, line 1: must be one JSON object, in braces.']);
});

it('is written with what is short on one line, and without what says nothing', () => {
	const mapping = mappingSchema.parse({
		mapping: 1,
		name: 'Mine',
		purpose: 'ratings',
		tables: [
			{
				place: {
					unit: { column: 'A column with a name that is rather long, as people have them' }
				},
				ratings: [{ rater: { value: 'Anna' }, score: { column: 'Anna' } }]
			}
		]
	});
	expect(writeMapping(mapping)).toBe(`{
	"mapping": 1,
	"name": "Mine",
	"purpose": "ratings",
	"tables": [
		{
			"header": 1,
			"place": { "unit": { "column": "A column with a name that is rather long, as people have them" } },
			"ratings": [{ "rater": { "value": "Anna" }, "score": { "column": "Anna" } }]
		}
	]
}
`);
	expect(readMapping('map.json', encode(writeMapping(mapping)))).toEqual(mapping);
});
