/** Every reader holds out against hostile files: the short form of `npm run hostile`. */
import { describe, expect, it } from 'vitest';
import { hostileFiles } from './files.ts';
import { READERS } from './readers.ts';
import { tryFile } from './trying.ts';

const SEED = 7;

/** Slower than this, one small file holds a server up. */
const MOST_MS = 5_000;

describe.each(READERS)('$name', (reader) => {
	it('is taken where it is well', async () => {
		expect(await reader.read(reader.sound())).toEqual({ lost: null });
	});

	it(
		'is refused with sentences or read rightly, whatever becomes of it',
		{ timeout: 60_000 },
		async () => {
			const faults: string[] = [];
			for await (const file of hostileFiles(reader, { count: 60, seed: SEED, large: false })) {
				const { fault, ms } = await tryFile(reader, file);
				if (fault !== null) faults.push(`${file.name}: ${fault}`);
				if (ms > MOST_MS) faults.push(`${file.name}: took ${Math.round(ms)} ms`);
			}
			expect(faults).toEqual([]);
		}
	);
});
