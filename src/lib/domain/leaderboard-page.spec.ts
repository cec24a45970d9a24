import { describe, expect, it } from 'vitest';
import type { BoardToRead, EntrySeen, EntryToRead, MetricToRead } from './leaderboard.ts';
import { directionOf, errors, leaderboardPage, listed, notToldApart } from './leaderboard-page.ts';
import { FIRST_LEADERBOARD_VIEW } from './leaderboard-view.ts';
import type { SubmissionKind } from './submission.ts';

const metric = (name: string, better: MetricToRead['better'] = 'higher'): MetricToRead => ({
	...{ name, better },
	...{ meaning: name, unit: 'share' }
});

const METRICS = [
	metric('F1_weighted'),
	metric('Recall_weighted'),
	metric('Precision_weighted'),
	metric('Severe_rate', 'lower')
];

const figure = (value: number | null, half = 0.01) => ({
	...{ value, cases: 10, records: 10 },
	ci95: value === null ? null : ([value - half, value + half] as [number, number])
});

function entry(
	name: string,
	[f1, recall, precision, severe]: readonly (number | null)[],
	more: { kind?: SubmissionKind; provider?: string; rank?: [number, number] | null } = {}
): EntryToRead {
	const { kind = 'model', provider = '', rank = null } = more;
	const harms = (n: number) => ({ severe: n, moderate: 2 * n, mild: 3 * n });
	return {
		...{ entry: name.toLowerCase(), id: 1, version: 1, kind, name, provider, about: '' },
		...{ people: null, covers: 1, rank: rank && { from: rank[0], to: rank[1] } },
		figures: {
			F1_weighted: figure(f1!),
			Recall_weighted: figure(recall!),
			Precision_weighted: figure(precision!),
			Severe_rate: figure(severe!)
		},
		omissions: harms(name.length),
		commissions: harms(1)
	};
}

function aBoard(entries: EntryToRead[], more: Partial<BoardToRead> = {}): BoardToRead {
	return {
		...{ study: { slug: 'x', name: 'X', synthetic: false }, release: 1, releases: [1] },
		...{ withdrawn: null, scheme: 'mast-2026-07', schemeVersion: 1, draws: 100 },
		...{ publishedAt: 1, accepts: false, metrics: METRICS, headline: 'F1_weighted' },
		...{ harmRate: 'Severe_rate', by: 'F1_weighted', part: null, entries },
		...{ baselines: [], ceiling: null, humanLine: null, set: null },
		...more
	};
}

/** In the order of F1, as a board comes. */
const FOUR = [
	entry('Cedar', [0.9, 0.95, 0.8, 0.1], { rank: [1, 2], provider: 'Labs' }),
	entry('Alder', [0.89, 0.9, 0.9, 0.05], { rank: [1, 2] }),
	entry('People', [0.7, 0.99, 0.99, 0.01], { kind: 'human', rank: [3, 3] }),
	entry('Larch', [0.4, 0.5, 0.6, 0.5], { rank: [4, 4], provider: 'Labs' }),
	entry('All', [0.2, 1, 0.1, 0.9], { kind: 'baseline' })
];

const shown = (change: Partial<typeof FIRST_LEADERBOARD_VIEW> = {}, board = aBoard(FOUR)) =>
	leaderboardPage(board, { ...FIRST_LEADERBOARD_VIEW, ...change });

const names = (entries: readonly EntrySeen[]) => entries.map(({ name }) => name);

describe('a page of a leaderboard', () => {
	it('selects the best by the headline unless another one is asked for', () => {
		expect(shown().selected?.name).toBe('Cedar');
		expect(shown({ selected: 'larch' }).selected?.name).toBe('Larch');
		expect(shown({ selected: 'nobody' }).selected?.name).toBe('Cedar');
		expect(shown({}, aBoard([])).selected).toBeNull();
	});

	it('shows the best, the selected and the worst system of each metric in their order', () => {
		const cards = shown({ selected: 'alder' }).cards.map(({ leaders }) =>
			leaders.map(({ entry: { name }, isBest, isSelected, isWorst }) =>
				[name, isBest && 'best', isSelected && 'selected', isWorst && 'worst']
					.filter(Boolean)
					.join(' ')
			)
		);
		expect(cards).toEqual([
			['Cedar best', 'Alder selected', 'Larch worst'],
			['Cedar best', 'Alder selected', 'Larch worst'],
			['Alder best selected', 'Larch worst'],
			['Alder best selected', 'Larch worst']
		]);
	});

	it('says on a card how many are as good as the best, and calls nobody the worst where all are equal', () => {
		const three = ['Ash', 'Box', 'Yew'].map((name) => entry(name, [0.5, 0.9, 0.9, 0.1]));
		const [card] = shown({}, aBoard(three)).cards;
		expect(card!.asGood).toBe(2);
		expect(card!.leaders.map(({ isBest, isWorst }) => [isBest, isWorst])).toEqual([[true, false]]);
		expect(shown().cards[0]!.asGood).toBe(0);
	});

	it('counts those that have a rank, and names those that answered only a part', () => {
		const part = { ...entry('Part', [0.99, 0.9, 0.9, 0.1]), covers: 0.8 };
		expect(shown({}, aBoard([part, ...FOUR]))).toMatchObject({
			...{ ranked: 4, unranked: { names: ['Part'], of: 1 } }
		});
	});

	it('says which way the values of a sorted list go', () => {
		const way = (name: string | null, turned = false) =>
			directionOf({ turned }, METRICS.find((one) => one.name === name) ?? null);
		expect([way('F1_weighted'), way('Severe_rate'), way(null)]).toEqual([
			...['descending', 'ascending', 'ascending']
		]);
		expect(way('F1_weighted', true)).toBe('ascending');
		expect(way('Severe_rate', true)).toBe('descending');
	});

	it('lists everyone but baselines, which stand apart', () => {
		const page = shown();
		expect(names(page.list.rows)).toEqual(['Cedar', 'Alder', 'People', 'Larch']);
		expect(names(page.baselines)).toEqual(['All']);
		expect(page).toMatchObject({
			systems: 3,
			groups: 1,
			first: { names: ['Cedar', 'Alder'], of: 2 }
		});
	});

	it('finds by name and team, and leaves the cards as they are', () => {
		const page = shown({ find: 'LABS' });
		expect(names(page.list.rows)).toEqual(['Cedar', 'Larch']);
		expect(page.cards).toEqual(shown().cards);
	});

	it('sorts by what is asked for, the best first; what is not known is last either way', () => {
		const unknown = entry('New', [0.1, null, 0.1, 0.1]);
		const of = (change: Partial<typeof FIRST_LEADERBOARD_VIEW>) =>
			names(listed(aBoard([...FOUR, unknown]), { ...FIRST_LEADERBOARD_VIEW, ...change }));
		expect(of({ sort: 'Severe_rate' })[0]).toBe('People');
		expect(of({ sort: 'Recall_weighted' })).toEqual(['People', 'Cedar', 'Alder', 'Larch', 'New']);
		expect(of({ sort: 'Recall_weighted', turned: true })).toEqual([
			...['Larch', 'Alder', 'Cedar', 'People', 'New']
		]);
		expect(of({ sort: 'name' })[0]).toBe('Alder');
		expect(of({ sort: 'omissions' })[0]).toBe('New');
		expect(of({ turned: true })[0]).toBe('New');
		const nowhere = entry('Nowhere', [null, 0.5, 0.5, 0.1]);
		const turned = { ...FIRST_LEADERBOARD_VIEW, turned: true };
		expect(names(listed(aBoard([...FOUR, nowhere]), turned)).at(-1)).toBe('Nowhere');
	});

	it('names in the scatter those in view and those that matter, and has a dot for each of the rest', () => {
		const many = Array.from({ length: 40 }, (_, at) =>
			entry(`S${at}`, [0.9 - at / 100, 0.5, 0.6, 0.1])
		);
		const page = shown({ selected: 's39', compared: ['s38', 's37'] }, aBoard(many));
		expect(names(page.named).slice(0, 4)).toEqual(['S39', 'S38', 'S37', 'S0']);
		expect(page.named).toHaveLength(13);
		expect(page.dots).toHaveLength(27);
		expect(page.dots[0]).toEqual([0.5, 0.6]);
		expect(shown({}, aBoard(many.slice(0, 15))).dots).toEqual([]);
	});

	it('ranks by the metric that is asked for, and has the others at its side', () => {
		expect(shown().shown).toMatchObject({
			by: 'F1_weighted',
			side: ['Recall_weighted', 'Precision_weighted', 'Severe_rate'],
			...{ x: 'Recall_weighted', y: 'Precision_weighted' }
		});
		expect(shown({ metric: 'Severe_rate' }).shown.side).toEqual([
			...['F1_weighted', 'Recall_weighted', 'Precision_weighted']
		]);
	});

	it('counts errors of one severity or of all, and the most of anybody', () => {
		const [cedar] = FOUR;
		expect(errors(cedar!, 'omissions', { severity: null })).toBe(30);
		expect(errors(cedar!, 'omissions', { severity: 'moderate' })).toBe(10);
		expect(errors({ omissions: null, commissions: null }, 'omissions', { severity: null })).toBe(0);
		expect(shown().mostErrors).toBe(36);
		expect(shown({ severity: 'severe' }).mostErrors).toBe(6);
	});
});

it('tells which of those compared cannot be told apart', () => {
	const [cedar, alder, , larch] = FOUR;
	const pairs = notToldApart([cedar!, alder!, larch!], 'F1_weighted');
	expect(pairs.map(names)).toEqual([['Cedar', 'Alder']]);
	expect(notToldApart([cedar!, alder!], 'Recall_weighted')).toEqual([]);
});
