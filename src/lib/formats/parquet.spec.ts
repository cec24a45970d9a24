import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { sha256 } from './files.ts';
import { snapshot } from './fixture.ts';
import { actionRecords, ratingRecords, storyRecords } from './records.ts';
import { writeActions, writeRatings, writeStories } from './tables.ts';

function back(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
	return parquetReadObjects({ file: bytes.slice().buffer });
}

describe('Parquet', () => {
	const { cases, ratings, stories } = snapshot();

	it('reads back as the records that were written, lists and nulls included', async () => {
		expect(await back(writeRatings(cases, ratings, 'parquet'))).toEqual(
			ratingRecords(cases, ratings)
		);
		expect(await back(writeActions(cases, 'parquet'))).toEqual(actionRecords(cases));
		expect(await back(writeStories(cases, stories!, 'parquet'))).toEqual(
			storyRecords(cases, stories!)
		);
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
