import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { raterText } from '#lib/text/load.ts';
import { tooLongWords, tooMany } from './too-long.ts';

it('counts as the server does, in UTF-16 units', () => {
	expect([tooMany('', 3), tooMany('abc', 3), tooMany('abcd', 3), tooMany('🫀🫀', 3)]).toEqual([
		0, 0, 1, 1
	]);
});

it('says how many are too many, and nothing while the text fits', async () => {
	const text = await raterText('en');
	expect(tooLongWords(text, 'x'.repeat(4_000), 4_000, 'saved')).toBe('');
	expect(tooLongWords(text, 'x'.repeat(4_001), 4_000, 'form')).toBe(
		'1 character too many: at most 4,000 fit. Nothing was cut.'
	);
	expect(tooLongWords(text, 'x'.repeat(5_234), 4_000, 'saved')).toBe(
		'1,234 characters too many: at most 4,000 fit. Nothing was cut; it is saved once it is shorter.'
	);
});

it('is what every field does: none cuts a text without a word', () => {
	const src = join(import.meta.dirname, '../..');
	const cutting = globSync('**/*.svelte', { cwd: src }).filter((path) =>
		/\bmaxlength=/i.test(readFileSync(join(src, path), 'utf8'))
	);
	expect(cutting).toEqual([]);
});
