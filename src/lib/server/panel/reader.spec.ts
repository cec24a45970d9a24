import { describe, expect, it } from 'vitest';
import { Reader } from './reader.ts';

const MINUTE = 60_000;

describe('reading a history on', () => {
	it('goes on from the newest id there was', () => {
		const reader = new Reader(10);
		reader.saw([11, 12], 0);
		expect(reader.newest).toBe(12);
		expect(reader.missing).toEqual([]);
	});

	it('asks again for an id that was committed after a later one', () => {
		const reader = new Reader(10);
		reader.saw([11, 14], 0);
		expect(reader.newest).toBe(14);
		expect(reader.missing).toEqual([12, 13]);
		reader.saw([13, 15], MINUTE);
		expect(reader.newest).toBe(15);
		expect(reader.missing).toEqual([12]);
	});

	it('gives an id up once no change can be under way any more that was given it', () => {
		const reader = new Reader(10);
		reader.saw([12], 0);
		reader.saw([], 10 * MINUTE);
		expect(reader.missing).toEqual([11]);
		reader.saw([], 10 * MINUTE + 1);
		expect(reader.missing).toEqual([]);
	});

	it('does not go back for an id that came late', () => {
		const reader = new Reader(10);
		reader.saw([14], 0);
		reader.saw([11], 1);
		expect(reader.newest).toBe(14);
	});
});
