import { describe, expect, it } from 'vitest';
import { CANNOT_RATE_REASONS, FLAGS } from '#lib/domain/rating.ts';
import * as csv from './csv.ts';
import { template } from './template-files.ts';
import { columnsOf, TEMPLATES } from './templates.ts';
import { readRatings, readTables } from './tables.ts';
import { readSheet } from './xlsx.ts';

const exampleOf = (table: (typeof TEMPLATES)[number], left: readonly string[] = []) => {
	const columns = columnsOf(table).filter(({ name }) => !left.includes(name));
	return csv.write(
		columns.map(({ name }) => name),
		[columns.map(({ example }) => example)]
	);
};

describe.each(TEMPLATES)('%s', (table) => {
	it('has the same heads as .csv and as .xlsx, whose second sheet explains them', async () => {
		const text = new TextDecoder().decode(template(table, 'csv'));
		const [heads, ...lines] = await readSheet(template(table, 'xlsx'));
		expect(lines).toEqual([]);
		expect(text).toBe(`${heads!.join(',')}\n`);
	});

	it('says of every column what it means, with an example', () => {
		for (const { about, example } of columnsOf(table)) {
			expect(about).not.toBe('');
			expect(example).not.toBe('');
		}
	});
});

it('shows examples that an import takes', () => {
	const { problems } = readTables(exampleOf('cases'), exampleOf('actions', ['depends_on']));
	expect(problems).toEqual([]);
	expect(readRatings(exampleOf('ratings', ['cannot_rate'])).problems).toEqual([]);
	const words = new Map(columnsOf('ratings').map(({ name, example }) => [name, example]));
	expect(CANNOT_RATE_REASONS).toContain(words.get('cannot_rate'));
	expect(FLAGS).toContain(words.get('flags'));
});

it('needs what the reader needs', () => {
	const { problems } = readTables(csv.write(['x'], []), csv.write(['x'], []));
	for (const table of ['cases', 'actions'] as const) {
		for (const { name, required } of columnsOf(table)) {
			const lacks = problems.some(
				({ where, message }) =>
					where === `${table}.csv` && new RegExp(`\\b${name}\\b`).test(message)
			);
			if (required) expect(lacks, name).toBe(true);
		}
	}
});
