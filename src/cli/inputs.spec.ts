import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import { encode } from '#lib/formats/files.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { zip } from '#lib/formats/zip.ts';
import { readFile, readFolderOrZip } from './inputs.ts';

let root = '';
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'primum-inputs-'));
	mkdirSync(join(root, 'kit', 'dataset'), { recursive: true });
	writeFileSync(join(root, 'kit', 'dataset', 'items.jsonl'), '{}\n');
	writeFileSync(join(root, 'kit', 'LICENSE'), 'free');
	writeFileSync(join(root, 'secret'), 'secret');
});
afterEach(() => rmSync(root, { recursive: true }));

const kit = () => join(root, 'kit');
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable('it was read'),
		(error: unknown) => {
			if (!(error instanceof Refusal)) throw error;
			return error;
		}
	);

describe('readFolderOrZip', () => {
	it('reads what is wanted and names the rest', async () => {
		const { files, passedOver } = await readFolderOrZip(kit(), DEFAULT_LIMITS, (path) =>
			path.startsWith('dataset')
		);
		expect([...files.keys()]).toEqual(['dataset/items.jsonl']);
		expect(new TextDecoder().decode(files.get('dataset/items.jsonl'))).toBe('{}\n');
		expect(passedOver).toEqual(['LICENSE']);
	});

	it('reads a zip archive by its content, whatever its name', async () => {
		writeFileSync(join(root, 'archive'), zip(new Map([['cases.csv', encode('a')]])));
		const { files } = await readFolderOrZip(join(root, 'archive'), DEFAULT_LIMITS);
		expect([...files.keys()]).toEqual(['cases.csv']);
	});

	it('refuses every link that leads out, to a folder or to nothing', async () => {
		symlinkSync(join(root, 'secret'), join(kit(), 'dataset', 'out'));
		symlinkSync(join(kit(), 'dataset'), join(kit(), 'folder'));
		symlinkSync('nowhere', join(kit(), 'nothing'));
		const { problems } = await refusal(readFolderOrZip(kit(), DEFAULT_LIMITS));
		expect(problems.map(({ where }) => where)).toEqual(['dataset/out', 'folder', 'nothing']);
	});

	it('follows a link to a file of the same folder', async () => {
		symlinkSync('LICENSE', join(kit(), 'COPYING'));
		const { files } = await readFolderOrZip(kit(), DEFAULT_LIMITS);
		expect(files.get('COPYING')).toEqual(files.get('LICENSE'));
	});

	it('refuses what is over a limit before it is read', async () => {
		const large = await refusal(readFolderOrZip(kit(), { ...DEFAULT_LIMITS, fileBytes: 3 }));
		expect(large.problems.map(({ where }) => where)).toEqual(['LICENSE']);
		const all = await refusal(readFolderOrZip(kit(), { ...DEFAULT_LIMITS, totalBytes: 6 }));
		expect(all.kind).toBe('limit');
	});

	it('says so where there is nothing, or neither folder nor archive', async () => {
		expect((await refusal(readFolderOrZip(join(root, 'no'), DEFAULT_LIMITS))).kind).toBe('missing');
		const text = await refusal(readFolderOrZip(join(root, 'secret'), DEFAULT_LIMITS));
		expect(text.message).toContain('neither a folder nor a zip archive');
	});
});

it('readFile refuses a folder and a file that is too large', () => {
	expect(() => readFile(kit(), 10)).toThrow('is not a file');
	expect(() => readFile(join(root, 'secret'), 5)).toThrow('at most 5 bytes');
	expect(readFile(join(root, 'secret'), 6)).toHaveLength(6);
});
