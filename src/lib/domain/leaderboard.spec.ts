import { describe, expect, it } from 'vitest';
import {
	areTied,
	extremes,
	inDepth,
	inPlaces,
	inView,
	type BoardToRead,
	type EntryOnBoard
} from './leaderboard.ts';
import type { Figured, SubmissionKind } from './submission.ts';

const figure = (value: number | null, low?: number | null, high?: number | null): Figured => ({
	value,
	ci95: low === undefined || high === undefined ? null : [low, high],
	cases: 10,
	records: 30
});

let id = 0;
function entry(
	name: string,
	figures: Record<string, Figured>,
	kind: SubmissionKind = 'model'
): EntryOnBoard {
	id += 1;
	const nothing = { provider: '', about: '', people: null, omissions: null, commissions: null };
	return { id, entry: name.toLowerCase(), version: 1, kind, name, covers: 1, figures, ...nothing };
}

describe('ties', () => {
	it('are overlapping intervals', () => {
		expect(areTied(figure(5, 4, 6), figure(7, 6, 8))).toBe(true);
		expect(areTied(figure(5, 4, 5.9), figure(7, 6, 8))).toBe(false);
		expect(areTied(figure(5, 4, 6), figure(null))).toBe(false);
	});
});

describe('extremes', () => {
	const [a, b, c] = [
		entry('A', { F1: figure(0.5), Harm: figure(0.1) }),
		entry('B', { F1: figure(0.9), Harm: figure(0.3) }),
		entry('C', { F1: figure(null), Harm: figure(0.2) })
	];
	const people = entry('People', { F1: figure(0.95) }, 'human');
	const nothing = entry('Nothing', { F1: figure(0) }, 'baseline');

	it('are the best and the worst system, not people, nor baselines', () => {
		const found = extremes([a, b, c, people, nothing], { name: 'F1', better: 'higher' });
		expect([found.best?.name, found.worst?.name]).toEqual(['B', 'A']);
	});

	it('turn round where lower is better', () => {
		const found = extremes([a, b, c], { name: 'Harm', better: 'lower' });
		expect([found.best?.name, found.worst?.name]).toEqual(['A', 'B']);
	});

	it('one alone is the best, and not the worst too', () => {
		const found = extremes([a, c], { name: 'F1', better: 'higher' });
		expect([found.best?.name, found.worst]).toEqual(['A', null]);
	});

	it('of people only, they are people', () => {
		const found = extremes([people, nothing], { name: 'F1', better: 'higher' });
		expect(found).toEqual({ best: people, worst: null });
	});

	it('are none that answered a part of the set only', () => {
		const part = { ...entry('Part', { F1: figure(0.99) }), covers: 0.5 };
		const found = extremes([a, b, part], { name: 'F1', better: 'higher' });
		expect([found.best?.name, found.worst?.name]).toEqual(['B', 'A']);
	});

	it('is nobody where neither way is good', () => {
		const found = extremes([a, b], { name: 'F1', better: null });
		expect(found).toEqual({ best: null, worst: null });
	});
});

const METRICS: BoardToRead['metrics'] = [
	{ name: 'F1', meaning: '', better: 'higher', unit: 'share' },
	{ name: 'Harm', meaning: '', better: 'lower', unit: 'share' }
];

describe('places', () => {
	const good = entry('Good', { F1: figure(0.9, 0.85, 0.95), Harm: figure(0.2, 0.1, 0.3) });
	const fair = entry('Fair', { F1: figure(0.7, 0.65, 0.75), Harm: figure(0.05, 0, 0.09) });
	const none = entry('None', { F1: figure(null) });
	const all = entry('All', { F1: figure(0.8, 0.7, 0.86) }, 'baseline');
	const given = [none, fair, all, good];
	const placed = (by: string) =>
		inPlaces(given, { metrics: METRICS, by }).map(({ name, rank }) => [name, rank]);

	it('the best is first, what has no figure last; a baseline has no rank and takes none', () => {
		expect(placed('F1')).toEqual([
			['Good', { from: 1, to: 1 }],
			['All', null],
			['Fair', { from: 2, to: 2 }],
			['None', null]
		]);
	});

	it('who answered a part of the set only has no rank, and takes none', () => {
		const part = { ...entry('Part', { F1: figure(0.99, 0.98, 1) }), covers: 0.99 };
		const found = inPlaces([...given, part], { metrics: METRICS, by: 'F1' });
		expect(found.map(({ name, rank }) => [name, rank?.from])).toEqual([
			['Part', undefined],
			['Good', 1],
			['All', undefined],
			['Fair', 2],
			['None', undefined]
		]);
	});

	it('the lowest is first where lower is better', () => {
		expect(placed('Harm')).toEqual([
			['Fair', { from: 1, to: 1 }],
			['Good', { from: 2, to: 2 }],
			['None', null],
			['All', null]
		]);
	});
});

describe('a number of cases until one harms', () => {
	const TO_HARM = { name: 'ToHarm', meaning: '', better: 'higher', unit: 'cases' } as const;
	const never = entry('Never', { ToHarm: figure(null) });
	const often = entry('Often', { ToHarm: figure(4, 3, 6) });
	const seldom = entry('Seldom', { ToHarm: figure(50, 20, null) });
	const nothing = entry('Nothing', { ToHarm: { ...figure(null), cases: 0, records: 0 } });
	const given = [nothing, often, never, seldom];

	it('puts those first who harmed in none, and last those of whom nothing was counted', () => {
		const found = inPlaces(given, { metrics: [TO_HARM], by: 'ToHarm' });
		expect(found.map(({ name, rank }) => [name, rank])).toEqual([
			['Never', { from: 1, to: 2 }],
			['Seldom', { from: 1, to: 2 }],
			['Often', { from: 3, to: 3 }],
			['Nothing', null]
		]);
	});

	it('has them as the best', () => {
		const { best, worst } = extremes(given, TO_HARM);
		expect([best?.name, worst?.name]).toEqual(['Never', 'Often']);
	});
});

describe('a view', () => {
	const figures = { F1: figure(0.123456789, 0.1, 0.2), Harm: figure(0.5), Recall: figure(1) };
	const ours = { name: 'nothing', figures, omissions: null, commissions: null };
	const board = {
		...{ study: { slug: 's', name: 'S', synthetic: true }, release: 1, releases: [1] },
		...{ withdrawn: null, scheme: 'x', schemeVersion: 1, draws: 10, publishedAt: 0 },
		...{ accepts: false, metrics: METRICS, headline: 'F1', harmRate: 'Harm', by: 'F1' },
		...{ part: null, humanLine: null, set: null },
		...{ entries: [entry('A', figures)], baselines: [ours], ceiling: ours }
	};
	const namesIn = ({ entries, baselines, ceiling }: BoardToRead) =>
		[entries[0]!, baselines[0]!, ceiling!].map((one) => Object.keys(one.figures));

	it('holds the metrics that are wanted, and that of the order', () => {
		const found = inView(board, { metrics: ['Harm'] });
		expect(namesIn(found)).toEqual(Array(3).fill(['F1', 'Harm']));
	});

	it('tells totals coarsely where cases are held out, and exactly where none is', () => {
		const none = { cases: 1, heldOut: 0, items: 1, actions: 1 };
		const set = { ...none, specialties: [], categories: [], open: [] };
		const valuesIn = ({ entries, baselines, ceiling }: BoardToRead) =>
			[entries[0]!, baselines[0]!, ceiling!].map((one) => one.figures['F1']!.value);
		expect(valuesIn(inView({ ...board, set }, {}))).toEqual(Array(3).fill(0.123456789));
		const heldOut = { ...set, heldOut: 1 };
		expect(valuesIn(inView({ ...board, set: heldOut }, {}))).toEqual(Array(3).fill(0.123));
		const part = { specialty: 'Card' };
		expect(valuesIn(inView({ ...board, set: heldOut, part }, {}))).toEqual(
			Array(3).fill(0.123456789)
		);
	});

	it('holds all where nobody says which', () => {
		expect(namesIn(inView(board, {}))).toEqual(Array(3).fill(['F1', 'Harm', 'Recall']));
	});
});

it('an entry in depth has one metric in each part that has it', () => {
	const [placed] = inPlaces([entry('A', { F1: figure(0.5) })], { metrics: METRICS, by: 'F1' });
	const none = { severe: 0, moderate: 0, mild: 0 };
	const told = inDepth(
		placed!,
		{
			...{ aggregate: {}, omissions: none, commissions: none },
			bySpecialty: { Card: { F1: figure(0.7), Harm: figure(0.1) }, Neph: { Harm: figure(0.2) } },
			byCategory: { Diagnostic: { F1: figure(0.3) } }
		},
		'F1'
	);
	expect(told.bySpecialty).toEqual({ Card: figure(0.7) });
	expect(told.byCategory).toEqual({ Diagnostic: figure(0.3) });
});
