import { expect, it } from 'vitest';
import { filesOf } from './sizes.ts';

/** A release of the demonstration at eight times its size, and what its files took. */
it('comes near what a release takes', () => {
	const holds = { cases: 112, actions: 3_672, kit: 2_395, ratings: 9_183, raters: 72 };
	const choices = { includeComments: false, includeTimes: false };
	const files = filesOf({ holds, choices, items: { comments: { comments: 522 } } } as never);
	const took: Record<string, number> = {
		...{ 'kit/': 1_000_318, 'agreement.json': 257_077, 'README.md and others': 261_602 },
		...{ 'tables/*.csv': 1_210_957, 'tables/*.jsonl': 5_803_298, 'tables/*.parquet': 104_652 }
	};
	for (const { path, bytes } of files) {
		expect(bytes / took[path]!, path).toBeGreaterThan(0.9);
		expect(bytes / took[path]!, path).toBeLessThan(1.1);
	}
});
