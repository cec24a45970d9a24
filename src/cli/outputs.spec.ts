import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encode } from '#lib/formats/files.ts';
import { writeFolder, writeParts } from './outputs.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'primum-outputs-'))));
afterEach(() => rmSync(root, { recursive: true }));

const files = new Map([
	['a.txt', encode('new')],
	['deep/b.txt', encode('b')]
]);
const everything = () =>
	readdirSync(root, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
		.sort();

describe('writeFolder', () => {
	it('makes the folder and those above it, and leaves nothing beside', async () => {
		await writeFolder(join(root, 'x', 'out'), files, { force: false });
		expect(everything()).toEqual(['x/out/a.txt', 'x/out/deep/b.txt']);
	});

	it('takes an empty folder, and refuses one that is not', async () => {
		const out = join(root, 'out');
		mkdirSync(out);
		await writeFolder(out, files, { force: false });
		await expect(writeFolder(out, new Map(), { force: false })).rejects.toThrow('not empty');
		expect(everything()).toEqual(['out/a.txt', 'out/deep/b.txt']);
	});

	it('with force replaces its own files and keeps the others', async () => {
		const out = join(root, 'out');
		mkdirSync(out);
		writeFileSync(join(out, 'a.txt'), 'old');
		writeFileSync(join(out, 'mine.txt'), 'mine');
		await writeFolder(out, files, { force: true });
		expect(everything()).toEqual(['out/a.txt', 'out/deep/b.txt', 'out/mine.txt']);
		expect(readFileSync(join(out, 'a.txt'), 'utf8')).toBe('new');
	});

	it('that fails leaves no part of it', async () => {
		const clash = new Map([
			['a', encode('a file')],
			['a/b', encode('in a folder of the same name')]
		]);
		await expect(writeFolder(join(root, 'out'), clash, { force: false })).rejects.toThrow(
			'cannot be written'
		);
		expect(readdirSync(root)).toEqual([]);
	});

	it('does not take a file for a folder', async () => {
		writeFileSync(join(root, 'out'), 'a file');
		await expect(writeFolder(join(root, 'out'), files, { force: true })).rejects.toThrow(
			'is a file'
		);
	});
});

describe('writeParts', () => {
	const release = () => join(root, 'release.zip');

	it('replaces a file only when told to', async () => {
		await writeParts(release(), [encode('on'), encode('e')], { force: false });
		await expect(writeParts(release(), [encode('two')], { force: false })).rejects.toThrow(
			'exists'
		);
		expect(readFileSync(release(), 'utf8')).toBe('one');
		await writeParts(release(), [encode('two')], { force: true });
		expect(everything()).toEqual(['release.zip']);
		expect(readFileSync(release(), 'utf8')).toBe('two');
	});

	it('leaves nothing of what breaks off', async () => {
		async function* breaking() {
			yield encode('half');
			throw new Error('no more');
		}
		await expect(writeParts(release(), breaking(), { force: false })).rejects.toThrow('no more');
		expect(readdirSync(root)).toEqual([]);
	});
});
