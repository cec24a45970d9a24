import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as folder from './demo-folder.ts';

let root = '';
let demo = '';
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'primum-demo-'));
	demo = join(root, 'demo');
});
afterEach(() => rmSync(root, { recursive: true }));

const seed = () => {
	writeFileSync(join(demo, 'primum.sqlite'), 'rows');
	folder.markSeeded(demo);
};
const rows = () => existsSync(join(demo, 'primum.sqlite'));

describe('prepare', () => {
	it('makes a folder that is not there, or empty', () => {
		folder.prepare(demo, { fresh: false });
		expect(folder.isSeeded(demo)).toBe(false);
		rmSync(demo, { recursive: true });
		mkdirSync(demo);
		folder.prepare(demo, { fresh: true });
		expect(folder.isSeeded(demo)).toBe(false);
	});

	it('keeps a demonstration, and forgets it when asked to', () => {
		folder.prepare(demo, { fresh: false });
		seed();
		folder.prepare(demo, { fresh: false });
		expect([rows(), folder.isSeeded(demo)]).toEqual([true, true]);
		folder.prepare(demo, { fresh: true });
		expect([rows(), folder.isSeeded(demo)]).toEqual([false, false]);
	});

	it('begins again where the making was interrupted', () => {
		folder.prepare(demo, { fresh: false });
		writeFileSync(join(demo, 'primum.sqlite'), 'half of the rows');
		folder.prepare(demo, { fresh: false });
		expect(rows()).toBe(false);
	});

	it.each([true, false])('never touches the data of a study (fresh: %s)', (fresh) => {
		mkdirSync(demo);
		writeFileSync(join(demo, 'primum.sqlite'), 'years of work');
		expect(() => folder.prepare(demo, { fresh })).toThrow('left alone');
		writeFileSync(join(demo, 'primum-demo.json'), 'not our marker');
		expect(() => folder.prepare(demo, { fresh })).toThrow('left alone');
		expect(rows()).toBe(true);
	});
});
