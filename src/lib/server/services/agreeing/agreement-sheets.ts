/** The tables of agreement, a figure a row: for tasks only. */
import { isDefined, type Coefficient } from '#lib/agreement/coefficient.ts';
import * as raters from '#lib/agreement/raters.ts';
import type { AgreementTable } from '#lib/domain/agreement-files.ts';
import { MEASURES, samplesOf, type AgreementView } from '#lib/domain/agreement-view.ts';
import type { Cell } from '#lib/formats/csv.ts';
import type { NamedMember } from '../../store/members.ts';
import type { Share } from './concordance.ts';
import { agreementOf, type Counted } from './count-agreement.ts';
import type { Narrowed } from './columns.ts';
import { ratedIn, ratersIn } from './report-of-panel.ts';

export type Sheet = { header: readonly string[]; rows: Cell[][] };

/** A figure with all that belongs to it. */
type Found = Coefficient & { cases?: number; noInterval?: string };

const FIGURE = [
	...['value', 'se', 'ci95_low', 'ci95_high'],
	...['cases', 'units', 'ratings', 'pairs', 'note']
] as const;

function cells(found: Found): Cell[] {
	const { cases = null, units, ratings, pairs, noInterval = null } = found;
	const rests = [cases, units, ratings, pairs];
	if (!isDefined(found)) return [null, null, null, null, ...rests, found.undefined];
	const { value, se = null, ci95 } = found;
	return [value, se, ci95?.[0] ?? null, ci95?.[1] ?? null, ...rests, noInterval];
}

type StudyToCount = Parameters<typeof agreementOf>[0];
type Of<Table extends AgreementTable> = Exclude<AgreementTable, Table>;

/** Tables of figures in which raters are not told apart. */
export function ofFigures(
	table: Of<'raters' | 'pairs'>,
	study: StudyToCount,
	view: AgreementView
): Sheet {
	if (table === 'cases') return casesSheet(study, view);
	return SHEETS[table](agreementOf(study, view, { page: 1, order: null }));
}

const SHEETS: Record<Of<'raters' | 'pairs' | 'cases'>, (counted: Counted) => Sheet> = {
	figures: ({ figures }) => ({
		header: ['figure', ...FIGURE],
		rows: MEASURES.map((measure) => [measure, ...cells(figures[measure])])
	}),
	slices: ({ slices, figures, view }) => ({
		header: ['by', 'slice', 'figure', ...FIGURE],
		rows: [
			['all', null, view.measure, ...cells(figures[view.measure])],
			...slices.flatMap(({ kind, slices: of }) =>
				of.map(({ name, found }): Cell[] => [kind, name, view.measure, ...cells(found)])
			)
		]
	}),
	shares: ({ concordance: { rounds } }) => ({
		header: ['round', 'class', 'count', ...FIGURE],
		rows: rounds.flatMap(({ round, classes, verdicts, disagreement }) => {
			const of = (prefix: string, { name, count, found }: Share): Cell[] => [
				...[round, `${prefix}_${name.replaceAll('-', '_')}`, count],
				...cells(found)
			];
			return [
				...classes.map((one) => of('concordance', one)),
				...verdicts.map((one) => of('rand_ucla', one)),
				of('rand_ucla', disagreement)
			];
		})
	}),
	scores: ({ scores: { counts, cannotRate } }) => {
		const sum = counts.reduce((all, count) => all + count, 0);
		return {
			header: ['score', 'count', 'share', 'ratings'],
			rows: [
				...counts.map((count, at): Cell[] => [at + 1, count, sum === 0 ? null : count / sum, sum]),
				['cannot_rate', cannotRate, null, sum]
			]
		};
	}
};

/** Every case with every figure; a case alone has no interval by case. */
function casesSheet(study: StudyToCount, view: AgreementView): Sheet {
	const rows: Cell[][] = [];
	for (let page = 1, pages = 1; page <= pages; page += 1) {
		const { cases } = agreementOf(study, view, { page, order: null });
		pages = cases.pages;
		for (const { externalId, specialty, figures } of cases.rows) {
			for (const measure of MEASURES) {
				rows.push([externalId, specialty, measure, ...cells(figures[measure])]);
			}
		}
	}
	return { header: ['case', 'specialty', 'figure', ...FIGURE], rows };
}

/**
 * Tables of raters, of the sample that a view shows; that a view chooses raters by their field is left aside here.
 *
 * @param people called as whoever asks may know them
 */
export function ofPeople(
	table: 'raters' | 'pairs',
	study: StudyToCount,
	people: readonly NamedMember[],
	asked: AgreementView
): Sheet {
	const { panel } = study;
	// What the study does not have is not asked for.
	const { view } = agreementOf(study, asked, { page: 1, order: null });
	const { round, signed, specialty, category } = samplesOf(view).shown;
	const heard = { signed, ...(round !== 'newest' && { only: round }) };
	const known = ratersIn(panel, people, [heard]);
	const narrowed: Narrowed = { specialty, category };
	const { table: rated } = ratedIn(panel, known, heard, narrowed);
	const names = known.map(({ name }) => name);
	return table === 'raters' ? ratersSheet(rated, names) : pairsSheet(rated, names);
}

type Rated = Parameters<typeof raters.profiles>[0];

function ratersSheet(rated: Rated, names: readonly string[]): Sheet {
	return {
		header: [
			...['rater', 'ratings_given', 'shared_actions', 'severity', 'share_of_5', 'share_of_1_and_9'],
			...FIGURE.map((name) => (name === 'note' ? name : `alpha_without_${name}`))
		],
		rows: raters
			.profiles(rated)
			.map((profile, at) => [
				...[names[at]!, profile.ratings, profile.shared, profile.severity ?? null],
				...[profile.middle, profile.ends, ...cells(profile.alphaWithout)]
			])
	};
}

function pairsSheet(rated: Rated, names: readonly string[]): Sheet {
	return {
		header: ['first', 'second', 'figure', ...FIGURE],
		rows: raters
			.pairs(rated)
			.map(({ first, second, kappa }) => [
				...[names[first]!, names[second]!, 'cohen_kappa_quadratic'],
				...cells(kappa)
			])
	};
}
