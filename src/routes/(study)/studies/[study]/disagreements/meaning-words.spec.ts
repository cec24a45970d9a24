import { expect, it } from 'vitest';
import { meaningWords } from './meaning-words.ts';

const ACTION = {
	why: null,
	scores: [3, 6, 8],
	unable: 0,
	rulings: [],
	moved: null,
	final: { score: null, basis: 'unresolved', provisional: 6, reason: null },
	spread: { median: 6, range: 5, distance: 12, concordance: 'discordant' }
} satisfies Parameters<typeof meaningWords>[0];

type Given = Partial<Parameters<typeof meaningWords>[0]>;
const settled = (basis: 'rule' | 'unanimous' | 'adjudicated', score: 5 | 7) => ({
	final: { score, basis, provisional: score, reason: null }
});

it.each<[Given, string]>([
	[
		{ why: 'harm-benefit', moved: { round: 2, raters: 3, moved: 0 } },
		'Harm meets benefit: 3, 6 and 8; nobody moved in round 2'
	],
	[
		{ why: 'apart', scores: [4, 6, 8], spread: { ...ACTION.spread, range: 4 } },
		'Apart by 4 points: 4, 6 and 8'
	],
	[
		{ why: 'apart', moved: { round: 3, raters: 3, moved: 2 } },
		'Apart by 5 points: 3, 6 and 8; 2 of 3 moved in round 3'
	],
	[{ why: 'few', scores: [7, 8], unable: 1 }, '2 of 3 scores: 7 and 8; 1 cannot rate'],
	[{ why: 'few', scores: [7] }, '1 of 3 scores: 7'],
	[{ why: 'few', scores: [], unable: 3 }, '0 of 3 scores; 3 cannot rate'],
	[
		{ why: 'rulings-apart', rulings: [2, 6] },
		'Adjudicators differ: 2 and 6, where raters gave 3, 6 and 8'
	],
	[{ why: 'ruling-waits' }, 'One adjudicator has ruled, and another is waited for: 3, 6 and 8'],
	[{ scores: [7, 8] }, '2 of 3 scores so far: 7 and 8'],
	[settled('rule', 7), 'Settled at 7 by the rule: 3, 6 and 8'],
	[settled('unanimous', 7), 'Settled: all gave 7'],
	[settled('adjudicated', 5), 'Ruled 5 by adjudication: 3, 6 and 8']
])('says where an action stands: %#', (given, words) => {
	expect(meaningWords({ ...ACTION, ...given }, 3)).toBe(words);
});
