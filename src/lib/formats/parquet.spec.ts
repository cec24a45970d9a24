import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { sha256 } from './files.ts';
import { snapshot } from './fixture.ts';
import { writeActionsParquet, writeRatingsParquet, writeStoriesParquet } from './parquet.ts';
import { actionRecords, ratingRecords, storyRecords } from './records.ts';

function back(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
	return parquetReadObjects({ file: bytes.slice().buffer });
}

describe('Parquet', () => {
	const { cases, ratings, stories } = snapshot();

	it('reads back as the records that were written, lists and nulls included', async () => {
		expect(await back(writeRatingsParquet(cases, ratings))).toEqual(ratingRecords(cases, ratings));
		expect(await back(writeActionsParquet(cases))).toEqual(actionRecords(cases));
		expect(await back(writeStoriesParquet(cases, stories!))).toEqual(storyRecords(cases, stories!));
	});

	it('holds a table without records', async () => {
		expect(await back(writeRatingsParquet(cases, []))).toEqual([]);
	});

	it('keeps columns of a table that Primum has no name for', async () => {
		const [first, ...rest] = structuredClone(cases);
		first!.actions[0]!.source = { table: { author: 'A' } };
		const rows = await back(writeActionsParquet([first!, ...rest]));
		expect(rows.slice(0, 2).map(({ author }) => author)).toEqual(['A', null]);
	});

	it('gives the same bytes twice, and says no more of its making than the name', () => {
		const bytes = writeRatingsParquet(cases, ratings);
		expect(sha256(bytes)).toBe(sha256(writeRatingsParquet(cases, ratings)));
		expect(parquetMetadata(bytes.slice().buffer).created_by).toBe('primum');
	});
});
