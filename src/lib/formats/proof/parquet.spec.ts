/** That two engines read the Parquet of a release, and find in it what its JSONL says. */
import fc from 'fast-check';
import { parquetReadObjects, parquetSchema, parquetMetadata } from 'hyparquet';
import { readParquet, wasmMemory } from 'parquet-wasm';
import { describe, expect, it } from 'vitest';
import type { RatingRecord } from '#lib/domain/release.ts';
import { released, snapshot } from '../fixture.ts';
import { columnsAt, rowsAt, type Column } from './arrow.ts';
import { writeRatings } from '../tables.ts';
import { rowsIn, TABLES, wideOf, type Row } from './reading.ts';
import { richRelease } from './rich.ts';

async function byHyparquet(bytes: Uint8Array): Promise<Row[]> {
	return parquetReadObjects({ file: bytes.slice().buffer });
}

/** What Arrow's implementation in Rust makes of a file. */
function byArrow(bytes: Uint8Array): { columns: Column[]; rows: Row[] } {
	const table = readParquet(bytes).intoFFI();
	const { buffer } = wasmMemory() as unknown as { buffer: ArrayBuffer };
	const columns = columnsAt(buffer, table.schemaAddr());
	const rows = Array.from({ length: table.numArrays() }, (_, batch) =>
		rowsAt(buffer, table.arrayAddr(batch), columns)
	).flat();
	table.drop();
	return { columns, rows };
}

const files = richRelease();

describe.each(TABLES)('tables/%s.parquet', (table) => {
	const bytes = files.get(`tables/${table}.parquet`)!;
	const wanted = wideOf(files, table);

	it('is read by hyparquet as its JSONL has it', async () => {
		expect(await byHyparquet(bytes)).toEqual(wanted);
	});

	it("is read by Arrow's engine as its JSONL has it", () => {
		expect(byArrow(bytes).rows).toEqual(wanted);
	});

	it('has the same columns for both, and no null where none is declared', () => {
		const { columns, rows } = byArrow(bytes);
		const { children } = parquetSchema(parquetMetadata(bytes.slice().buffer));
		expect(columns.map(({ name, nullable }) => ({ name, nullable }))).toEqual(
			children.map(({ element: { name, repetition_type } }) => ({
				name,
				nullable: repetition_type === 'OPTIONAL'
			}))
		);
		for (const { name, nullable } of columns) {
			if (!nullable) expect(rows.map((row) => row[name])).not.toContain(null);
		}
	});
});

it('holds lists, nulls and numbers with a point', () => {
	const { columns, rows } = byArrow(files.get('tables/ratings.parquet')!);
	const formats = Object.fromEntries(columns.map(({ name, format }) => [name, format]));
	expect(formats).toMatchObject({ score: 'i', flags: '+l', active_seconds: 'g', comment: 'u' });
	expect(rows.some(({ score }) => score === null)).toBe(true);
	expect(rows.some(({ flags }) => (flags as string[]).length === 2)).toBe(true);
	expect(rows.map(({ active_seconds }) => active_seconds)).toContain(12.25);
	expect(rows.map(({ comment }) => comment)).not.toContain('');
});

it('holds whatever raters say', async () => {
	const rating = fc.record({
		score: fc.constantFrom(1, 5, 9, null),
		comment: fc.option(fc.string({ unit: 'binary', maxLength: 40 })),
		flags: fc.subarray(['duplicate', 'other', 'missing-information'] as const),
		activeSeconds: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }))
	});
	const { cases, ratings: given } = snapshot();
	const [first] = given;
	const property = fc.asyncProperty(fc.array(rating, { maxLength: 30 }), async (said) => {
		const ratings = said.map((one, at): RatingRecord => {
			const comment = one.comment?.replaceAll('\0', '') ?? null;
			const cannotRate = one.score === null ? ('wording-ambiguous' as const) : null;
			return {
				...first!,
				...one,
				comment,
				cannotRate,
				flags: [...one.flags],
				rater: `R${at}`
			} as RatingRecord;
		});
		const bytes = writeRatings(cases, ratings, 'parquet');
		const wanted = rowsIn(new TextDecoder().decode(writeRatings(cases, ratings, 'jsonl')));
		expect(wanted).toHaveLength(ratings.length);
		expect(byArrow(bytes).rows).toEqual(wanted);
		expect(await byHyparquet(bytes)).toEqual(wanted);
	});
	await fc.assert(property, { numRuns: 50 });
}, 60_000);

it('holds a table without records', async () => {
	const empty = released(snapshot({ ratings: [], finals: [], stories: [] }));
	for (const table of ['ratings', 'final', 'stories'] as const) {
		const bytes = empty.get(`tables/${table}.parquet`)!;
		const { columns, rows } = byArrow(bytes);
		expect(rows).toEqual([]);
		expect(columns.map(({ name }) => name)).toEqual(Object.keys(wideOf(files, table)[0]!));
		expect(await byHyparquet(bytes)).toEqual([]);
	}
});
