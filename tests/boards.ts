/**
 * A leaderboard with invented figures: systems that differ in character, people, baselines and a ceiling. It serves to
 * test what is shown of figures, not how they come about.
 */
import type { JsonObject } from '#lib/domain/case.ts';
import type { BoardSet } from '#lib/domain/leaderboard.ts';
import type { Figured, Figures, SubmissionKind } from '#lib/domain/submission.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import type { Change } from '#lib/server/db/atomically.ts';
import type { Steps } from '#lib/server/db/steps.ts';
import * as boards from '#lib/server/store/boards.ts';
import * as scores from '#lib/server/store/submission-scores.ts';
import * as submissions from '#lib/server/store/submissions.ts';

/** Whoever is on it: how much of what should be done was done, how much of what was done was right, and how often it harms. */
export type Character = {
	name: string;
	kind: SubmissionKind;
	provider: string;
	recall: number;
	precision: number;
	severe: number;
};

const model = (name: string, provider: string, figures: readonly [number, number, number]) =>
	character(name, 'model', provider, figures);

const character = (
	name: string,
	kind: SubmissionKind,
	provider: string,
	[recall, precision, severe]: readonly [number, number, number]
): Character => ({ name, kind, provider, recall, precision, severe });

export const CHARACTERS: readonly Character[] = [
	model('Alder', 'Example Labs', [0.9, 0.94, 0.06]),
	model('Birch', 'Northern Institute', [0.78, 0.97, 0.12]),
	model('Cedar', 'Example Labs', [0.96, 0.92, 0.07]),
	model('Dogwood', 'A team', [0.95, 0.83, 0.16]),
	model('Elm', 'A team', [0.67, 0.96, 0.25]),
	model('Fir', 'Northern Institute', [0.66, 0.96, 0.13]),
	model('Hazel', 'Old Ones', [0.73, 0.8, 0.41]),
	model('Larch', 'Old Ones', [0.66, 0.7, 0.43]),
	character('Five generalists', 'human', '', [0.8, 0.92, 0.2])
];

export type Wishes = {
	releaseId: number;
	characters?: readonly Character[];
	/** Milliseconds since 1970; null for a board that is not public. */
	publishedAt?: number | null;
	/** The open cases with the numbers of their actions; what is done of them follows the characters. */
	cases?: readonly { id: string; specialty: string; actions: readonly number[] }[];
	/** Cases that are held out, of `cases`. */
	heldOut?: readonly string[];
	accepts?: boolean;
	at: number;
};

/** The name in addresses of somebody on a board. */
export const entryOf = (boardId: number, name: string) =>
	`${boardId}-${name.toLowerCase().replaceAll(/\W+/g, '-')}`;

/** Makes the board of a release that is there. */
export function* aBoard(tx: Change, wishes: Wishes): Steps<{ boardId: number }> {
	const { characters = CHARACTERS, cases = [], heldOut = [], at } = wishes;
	const boardId = yield* boards.insert(tx, {
		...{ releaseId: wishes.releaseId, scheme: 'mast-2026-07', createdAt: at },
		...{ accepts: wishes.accepts ?? false, baselines: kept(cases, heldOut) },
		publishedAt: wishes.publishedAt === undefined ? at : wishes.publishedAt
	});
	let people: number | null = null;
	for (const one of characters) {
		const { id } = yield* submissions.insert(tx, {
			...{ boardId, entry: entryOf(boardId, one.name), version: 1, kind: one.kind },
			...{ name: one.name, provider: one.provider, people: one.kind === 'human' ? 5 : null },
			...{ form: 'judge', fileName: 'x.jsonl', bytes: 1, sha256: 'x', records: 100 },
			...{ coverage: { items: 100, of: 100 }, state: 'approved', createdAt: at, scoredAt: at }
		});
		if (one.kind === 'human') people ??= id;
		yield* scores.keep(
			tx,
			SCHEME_NAMES.map((scheme) => ({
				...{ submissionId: id, scheme, schemeVersion: schemeOf(scheme).version },
				...{ figures: figuresOf(one, scheme, cases), scoredAt: at }
			}))
		);
		yield* scores.keepCases(
			tx,
			cases
				.filter((item) => !heldOut.includes(item.id))
				.map(({ id: externalId, actions }) => ({
					...{ submissionId: id, externalId, records: 1 },
					done: Object.fromEntries(
						actions.map((number) => [
							number,
							(number * 37) % 100 < 100 * one.recall ? [1, 0] : [0, 0]
						])
					),
					metrics: { 'mast-2026-07': { F1_weighted: harmonic(one) } }
				}))
		);
	}
	if (people !== null) yield* boards.change(tx, { id: boardId, seen: 0 }, { humanLine: people });
	return { boardId };
}

const harmonic = ({ recall, precision }: Pick<Character, 'recall' | 'precision'>) =>
	recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);

const clamped = (value: number) => Math.min(1, Math.max(0, value));

function figured(value: number, half: number, cases = 100): Figured {
	const ci95: [number, number] = [clamped(value - half), clamped(value + half)];
	return { value: clamped(value), ci95, cases, records: cases };
}

function figuresOf(
	one: Pick<Character, 'recall' | 'precision' | 'severe'>,
	scheme: (typeof SCHEME_NAMES)[number],
	cases: NonNullable<Wishes['cases']>
): Figures {
	const { recall, precision, severe } = one;
	const of = (name: string, shift = 0, n = 100): Figured => {
		if (name === 'Harmful_errors') {
			const errors = 1000 * severe;
			return { value: errors, ci95: [0.9 * errors, 1.1 * errors], cases: n, records: n };
		}
		if (name === 'Number_needed_to_harm') {
			const number = severe === 0 ? null : 1 / severe;
			const ci95: Figured['ci95'] = number === null ? null : [0.7 * number, null];
			return { value: number, ci95, cases: n, records: n };
		}
		const half = 0.035 * Math.sqrt(100 / n);
		if (/harm|Severe/i.test(name)) return figured(severe + shift, 0.045, n);
		if (/Moderate/.test(name)) return figured(1.5 * severe + shift, 0.045, n);
		if (/Mild/.test(name)) return figured(2 * severe + shift, 0.045, n);
		if (/Recall|Completeness/.test(name)) return figured(recall + shift, half / 2, n);
		if (/Precision|Restraint/.test(name)) return figured(precision + shift, half / 2, n);
		return figured(harmonic(one) - severe / 10 + shift, half, n);
	};
	const names = schemeOf(scheme).metrics.map(({ name }) => name);
	const all = (shift = 0, n = 100) =>
		Object.fromEntries(names.map((name) => [name, of(name, shift, n)]));
	const specialties = [...Map.groupBy(cases, ({ specialty }) => specialty)];
	return {
		aggregate: all(),
		bySpecialty: Object.fromEntries(
			specialties.map(([code, own], at) => [code, all(((at % 5) - 2) * 0.03, own.length)])
		),
		byCategory: { Diagnostic: all(0.02), Medication: all(-0.04), Counseling: all(0.01) },
		omissions: {
			...{ severe: 60 * (1 - recall), moderate: 900 * (1 - recall) },
			mild: 1000 * (1 - recall)
		},
		commissions: {
			...{ severe: 70 * (1 - precision), moderate: 600 * (1 - precision) },
			mild: 700 * (1 - precision)
		}
	};
}

/** What is kept beside a board: baselines, ceiling, and what the set is. */
function kept(cases: NonNullable<Wishes['cases']>, heldOut: readonly string[]): JsonObject {
	const lines = [
		{ name: 'nothing', recall: 0, precision: 0, severe: 0.68 },
		{ name: 'everything', recall: 1, precision: 0.49, severe: 0.69 },
		{ name: 'raters', recall: 0.97, precision: 0.99, severe: 0 }
	];
	const open = cases.filter(({ id }) => !heldOut.includes(id));
	const specialties = [...Map.groupBy(open, ({ specialty }) => specialty)];
	const set: BoardSet = {
		...{ cases: cases.length, heldOut: cases.length - open.length, items: cases.length },
		actions: cases.reduce((sum, { actions }) => sum + actions.length, 0),
		specialties: specialties.map(([code, own]) => ({ code, cases: own.length })),
		categories: ['Counseling', 'Diagnostic', 'Medication'].map((name) => ({ name, actions: 10 })),
		open: open.map(({ id }) => id).sort()
	};
	const ofScheme = (scheme: (typeof SCHEME_NAMES)[number]) => ({
		schemeVersion: schemeOf(scheme).version,
		lines: lines.map((line) => ({ name: line.name, figures: figuresOf(line, scheme, cases) }))
	});
	const all = Object.fromEntries(SCHEME_NAMES.map((scheme) => [scheme, ofScheme(scheme)]));
	return JSON.parse(JSON.stringify({ ...all, set })) as JsonObject;
}
