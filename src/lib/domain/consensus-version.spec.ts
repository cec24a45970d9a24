/** A release names the version of its rules: nobody changes what they come to without raising it. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { CONSENSUS_VERSION, resolve } from './consensus.ts';
import { CONSENSUS_RULES } from './study.ts';

/** Every set of so many scores, ascending. */
function sets(size: number, from = 1): number[][] {
	if (size === 0) return [[]];
	const heads = Array.from({ length: 10 - from }, (_, at) => from + at);
	return heads.flatMap((head) => sets(size - 1, head).map((rest) => [head, ...rest]));
}

/** What each version makes of all sets of one to four scores. Add a line with a new version; never change one. */
const PINNED: Record<number, string> = {
	1: '7d319f8f0870f5e35dfb7e06426c6102732b355ffe14da6ddf558c7d16336637'
};

it('makes of every set of scores what its version always made', () => {
	const hash = createHash('sha256');
	for (const rule of CONSENSUS_RULES) {
		for (const scores of [1, 2, 3, 4].flatMap((size) => sets(size))) {
			const { score, basis, provisional } = resolve(scores, { rule, ratersPerCase: 3, band: 2 });
			hash.update(`${rule} ${scores.join()} ${score} ${basis} ${provisional}\n`);
		}
	}
	expect(hash.digest('hex')).toBe(PINNED[CONSENSUS_VERSION]);
});
