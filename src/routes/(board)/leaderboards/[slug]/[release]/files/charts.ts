/** The charts of a leaderboard, each as a drawing that stands by itself. */
import { render } from 'svelte/server';
import { count } from '#lib/components/figures.ts';
import { barDomain } from '#lib/components/leaderboard/axis.ts';
import { profileRows, sliceRows } from '#lib/components/leaderboard/dumbbells.ts';
import type { DumbbellRow } from '#lib/components/leaderboard/Dumbbells.svelte';
import { harmParts } from '#lib/components/leaderboard/harm-parts.ts';
import { barsOf, endsOf, guidesOf, markOf } from '#lib/components/leaderboard/marks-of.ts';
import type { Mark, MarkKind } from '#lib/components/leaderboard/marks.ts';
import {
	lineName,
	nameOf,
	plainName,
	rangeWords,
	rankWords,
	shortName,
	tickOf,
	valueWords
} from '#lib/components/leaderboard/metric-words.ts';
import RowsDrawing, { type DrawnRow } from '#lib/components/leaderboard/RowsDrawing.svelte';
import Scatter from '#lib/components/leaderboard/Scatter.svelte';
import { scatterOf } from '#lib/components/leaderboard/scatter-of.ts';
import type { EntrySeen, LineToRead } from '#lib/domain/leaderboard.ts';
import type { LeaderboardChart } from '#lib/domain/leaderboard-files.ts';
import { errors } from '#lib/domain/leaderboard-page.ts';
import type { ShownBoard } from '#lib/server/web/leaderboards.ts';
import { standalone } from '#lib/server/web/standalone-svg.ts';
import {
	leadOf,
	listWords,
	tieWords,
	unrankedWords,
	withdrawnWords
} from '#lib/components/leaderboard/sentences.ts';

type Chart = { heading: string; svg: string; notes: string[] };

const INTERVALS = 'Lines with ends are 95% intervals.';

const CHARTS: Record<LeaderboardChart, (shown: ShownBoard) => Chart> = {
	bars: (shown) => {
		const { board, page } = shown;
		const metric = metricOf(shown, page.shown.by);
		const guides = guidesOf(metric.name, page.people, board.ceiling);
		const baselines = [...page.baselines, ...board.baselines];
		const rowOf = (one: EntrySeen | LineToRead, kind: MarkKind, name: string): DrawnRow => {
			const isSelected = one === page.selected;
			const mark = markOf(one, metric.name, kind, isSelected);
			const found = one.figures[metric.name];
			const rank = 'rank' in one ? rankWords(one.rank) : '';
			return {
				...{ key: `${kind} ${'entry' in one ? one.entry : one.name}`, name },
				drawn: mark && { as: 'bar', mark },
				words: [valueWords(metric, found), rangeWords(metric, found), rank]
			};
		};
		const rows = [
			...page.list.rows.map((one) => rowOf(one, one.kind, nameOf(one))),
			...baselines.map((one) => rowOf(one, 'baseline', lineName(one)))
		];
		const props = {
			...{ title: metric.name, description: listedWords(rows), rows, guides },
			...{ domain: barsOf(metric, [...page.list.rows, ...baselines], guides) },
			...{ tick: tickOf(metric), heads: [shortName(metric), '95%', 'rank'] }
		};
		const heading = `${plainName(metric.name)}: ${metric.name}`;
		const lines = {
			human: `Dashed: ${page.people?.name}.`,
			ceiling: 'Dotted: the ceiling, raters against each other.'
		};
		const notes = [
			...[INTERVALS, guides.map(({ kind }) => lines[kind]).join(' '), tieWords(page, board)],
			...[unrankedWords(page), listWords(page, shown.view)]
		];
		return { heading, svg: render(RowsDrawing, { props }).body, notes };
	},

	scatter: ({ board, page }) => {
		const props = { ...scatterOf({ board, page }), width: 640 };
		const notes = [
			'Crosses are 95% intervals. Round: systems; square: people; diamond: the ceiling.'
		];
		return { heading: props.title, svg: render(Scatter, { props }).body, notes };
	},

	profile: (shown) => {
		const { board, page, selected, people } = shown;
		if (selected === null) return { heading: 'Nobody is on this leaderboard yet', ...empty() };
		const by = metricOf(shown, page.shown.by);
		const beside = people?.entry === selected.entry ? null : people;
		const parts = (['specialty', 'category'] as const).flatMap((slicing) =>
			sliceRows(slicing, by, selected, beside)
		);
		const rows = [...profileRows(board.metrics, selected, beside), ...parts]
			.filter(({ isDrawn }) => isDrawn)
			.map((row, at) => dumbbellRow(row, selected.kind, at));
		const props = {
			...{ title: selected.name, description: listedWords(rows), rows, guides: [] },
			...{ domain: [0, 1] as const, tick: String, heads: ['value', '95%', 'people'] }
		};
		const notes = [
			`First all metrics, then ${by.name} by specialty and by category. ${INTERVALS}`,
			...(beside === null ? [] : [`Square: ${beside.name}.`])
		];
		return { heading: selected.name, svg: render(RowsDrawing, { props }).body, notes };
	},

	errors: ({ page, view }) => {
		const rows = page.list.rows.map((one): DrawnRow => {
			const { omissions, commissions } = one;
			const isCounted = omissions !== null && commissions !== null;
			return {
				...{ key: one.entry, name: nameOf(one) },
				drawn: isCounted
					? {
							as: 'errors',
							left: harmParts(omissions, 1, 'omissions', view.severity),
							right: harmParts(commissions, 1, 'commissions', view.severity)
						}
					: null,
				words: isCounted
					? (['omissions', 'commissions'] as const).map((kind) =>
							count(Math.round(errors(one, kind, view)))
						)
					: ['not counted']
			};
		});
		const only = view.severity === null ? '' : `, ${view.severity} only`;
		const title = `Kinds of error, per 100 cases${only}`;
		const most = barDomain('count', page.mostErrors)[1];
		const props = {
			...{ title, description: listedWords(rows), rows, guides: [] },
			domain: [-most, most] as const,
			tick: (at: number) => count(Math.abs(at)),
			heads: ['left out', 'done']
		};
		const notes = [
			'Left out to the left, done to the right; the most severe in the middle.',
			listWords(page, view)
		];
		return { heading: title, svg: render(RowsDrawing, { props }).body, notes };
	}
};

const metricOf = ({ board }: ShownBoard, name: string) =>
	board.metrics.find((metric) => metric.name === name)!;

const empty = () => {
	const props = { title: '', description: '', rows: [], guides: [], heads: [], tick: String };
	const svg = render(RowsDrawing, { props: { ...props, domain: [0, 1] } }).body;
	return { svg, notes: [] };
};

const listedWords = (rows: readonly DrawnRow[]) =>
	rows.map(({ name, words }) => `${name}: ${words.join(' ').trim()}`).join('; ');

function dumbbellRow(row: DumbbellRow, kind: MarkKind, at: number): DrawnRow {
	const { own, people, ownWords, range, peopleWords } = row;
	const marks: (Mark | null)[] = [
		own?.value == null
			? null
			: { kind, isSelected: true, value: own.value, ends: endsOf(own.ci95) },
		people?.value == null
			? null
			: { kind: 'human', isSelected: false, value: people.value, ends: null }
	];
	return {
		...{ key: `${at}`, name: row.label },
		drawn: { as: 'points', marks: marks.filter((mark) => mark !== null) },
		words: [ownWords, range, peopleWords]
	};
}

/** @returns a document of SVG */
export function drawn(chart: LeaderboardChart, shown: ShownBoard): string {
	const { board } = shown;
	// The profile is of the whole set, whichever part is in view.
	const lead = leadOf(chart === 'profile' ? { ...board, part: null } : board);
	const about = [`${board.study.name}.`, lead, withdrawnWords(board)].filter(Boolean).join(' ');
	const { heading, svg, notes } = CHARTS[chart](shown);
	return standalone({ heading, svg, about, notes: notes.filter((note) => note !== '') });
}
