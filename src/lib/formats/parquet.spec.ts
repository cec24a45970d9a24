import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { sha256 } from './files.ts';
import { snapshot } from './fixture.ts';
import {
	actionRecords,
	caseRecords,
	finalRecords,
	ratingRecords,
	storyRecords
} from './records.ts';
import {
	writeActions,
	writeCases,
	writeFinal,
	writeMatrix,
	writeRatings,
	writeStories
} from './tables.ts';

function back(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
	return parquetReadObjects({ file: bytes.slice().buffer });
}

describe('Parquet', () => {
	const { cases, ratings, finals, stories } = snapshot();

	it('reads back as the records that were written, lists and nulls included', async () => {
		expect(await back(writeRatings(cases, ratings, 'parquet'))).toEqual(
			ratingRecords(cases, ratings)
		);
		expect(await back(writeCases(cases, 'parquet'))).toEqual(caseRecords(cases));
		expect(await back(writeActions(cases, 'parquet'))).toEqual(actionRecords(cases));
		expect(await back(writeFinal(cases, finals, 'parquet'))).toEqual(finalRecords(cases, finals));
		expect(await back(writeStories(cases, stories!, 'parquet'))).toEqual(
			storyRecords(cases, stories!)
		);
	});

	it('has a column a rater in the matrix', async () => {
		const rows = await back(writeMatrix(cases, ratings, 'parquet'));
		expect(rows).toHaveLength(8);
		expect(rows.slice(1, 4)).toEqual([
			{ unit: 'Card900#1', R01: 9, R02: 9 },
			{ unit: 'Card900#2', R01: 1, R02: 9 },
			{ unit: 'Card900#3', R01: 4, R02: null }
		]);
	});

	it('holds more records than a group of rows has', async () => {
		const many = Array.from({ length: 20_001 }, (_, at) => ({ ...ratings[0]!, round: at + 1 }));
		const bytes = writeRatings(cases, many, 'parquet');
		expect(parquetMetadata(bytes.slice().buffer).row_groups).toHaveLength(3);
		const rows = await back(bytes);
		expect(rows).toHaveLength(20_001);
		expect(rows.at(-1)).toMatchObject({ case: 'Card900', round: 20_001 });
	});

	it('holds a table without records', async () => {
		expect(await back(writeRatings(cases, [], 'parquet'))).toEqual([]);
	});

	it('keeps columns of a table that Primum has no name for', async () => {
		const [first, ...rest] = structuredClone(cases);
		first!.actions[0]!.source = { table: { author: 'A' } };
		const rows = await back(writeActions([first!, ...rest], 'parquet'));
		expect(rows.slice(0, 2).map(({ author }) => author)).toEqual(['A', null]);
	});

	it('gives the same bytes twice, and says no more of its making than the name', () => {
		const bytes = writeRatings(cases, ratings, 'parquet');
		expect(sha256(bytes)).toBe(sha256(writeRatings(cases, ratings, 'parquet')));
		expect(parquetMetadata(bytes.slice().buffer).created_by).toBe('primum');
	});
});
