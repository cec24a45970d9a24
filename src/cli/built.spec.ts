import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt, fingerprint, isFresh, sourcesOf } from './built.ts';

let root = '';
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'primum-built-'));
	for (const path of [
		'src/routes/page.ts',
		'src/routes/page.spec.ts',
		'src/cli/main.ts',
		'static/a.svg'
	])
		put(path, 'first');
	put('package-lock.json', '{}');
	put('README.md', 'first');
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, content: string): void {
	mkdirSync(join(root, path, '..'), { recursive: true });
	writeFileSync(join(root, path), content);
}
/** The parts of a build, as they were made at a time in seconds. */
function built(at: number): void {
	for (const part of ['build/index.js', 'build/node/main.js']) {
		put(part, '');
		utimesSync(join(root, part), at, at);
	}
}
const state = () => fingerprint(root, sourcesOf(root));
const fresh = () => isFresh(root, sourcesOf(root), state());

it('sourcesOf leaves out what is not built', () => {
	expect(sourcesOf(root)).toEqual([
		'package-lock.json',
		'src/cli/main.ts',
		'src/routes/page.ts',
		'static/a.svg'
	]);
});

describe('fingerprint', () => {
	it('changes with a content, a name and a new file', () => {
		const states = [state()];
		put('src/routes/page.ts', 'other');
		states.push(state());
		renameSync(join(root, 'static/a.svg'), join(root, 'static/b.svg'));
		states.push(state());
		put('src/new.ts', '');
		states.push(state());
		expect(new Set(states).size).toBe(4);
	});

	it('does not change with a spec or the README', () => {
		const before = state();
		for (const path of ['src/routes/page.spec.ts', 'README.md']) put(path, 'other');
		expect(state()).toBe(before);
	});
});

describe('isFresh', () => {
	it('is false without a build, and without a part of it', () => {
		expect(fresh()).toBe(false);
		put('build/index.js', '');
		put('build/.built-from', `${state()}\n`);
		expect(fresh()).toBe(false);
	});

	it('goes by the record, whatever the clock says', () => {
		built(0);
		put('build/.built-from', `${state()}\n`);
		expect(fresh()).toBe(true);
		put('src/routes/page.ts', 'other');
		expect(fresh()).toBe(false);
	});

	it('without a record goes by the time', () => {
		const later = Date.now() / 1000 + 60;
		built(later);
		expect(fresh()).toBe(true);
		utimesSync(join(root, 'src/routes/page.ts'), later + 1, later + 1);
		expect(fresh()).toBe(false);
	});
});

it('ensureBuilt says what to do where there is no tool to build with', async () => {
	await expect(ensureBuilt(root, () => {})).rejects.toThrow('npm install');
});
