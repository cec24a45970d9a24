/** docs/release-format.md against a release: it names no file that there is not, and leaves none out. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { richRelease } from './rich.ts';

const page = readFileSync(new URL('../../../../docs/release-format.md', import.meta.url), 'utf8');
const paths = [...richRelease().keys()];

/** What stands in code and looks like a path: `tables/*.csv`. */
const named = [...page.matchAll(/`([\w*./-]+)`/g)]
	.map(([, name]) => name!)
	.filter((name) => /\.(json|jsonl|csv|parquet|md|sha256|yaml)$/.test(name));

const fits = (pattern: string) => {
	const parts = pattern.split('*').map((part) => part.replaceAll('.', '\\.'));
	return new RegExp(`^${parts.join('[^/]+')}$`);
};

it.each([...new Set(named)])('%s is in a release', (pattern) => {
	expect(paths.some((path) => fits(pattern).test(path))).toBe(true);
});

it('every file of a release is on the page', () => {
	expect(paths.filter((path) => !named.some((pattern) => fits(pattern).test(path)))).toEqual([]);
});

it('every table is on the page', () => {
	const tables = [...page.matchAll(/tables\/([a-z]+)\.parquet/g)].map(([, table]) => table);
	expect([...new Set(tables)].sort()).toEqual(
		paths.flatMap((path) => /^tables\/(\w+)\.parquet$/.exec(path)?.[1] ?? []).sort()
	);
});
