/** How alike the ratings of a study are, in all and case by case. */
import { isDefined, type Coefficient } from '#lib/agreement/coefficient.ts';
import * as krippendorff from '#lib/agreement/krippendorff.ts';
import * as bootstrap from '#lib/agreement/bootstrap.ts';
import * as percent from '#lib/agreement/percent.ts';
import { seeded } from '#lib/agreement/random.ts';
import { report, type Report } from '#lib/agreement/report.ts';
import type { Table } from '#lib/agreement/table.ts';
import { specialtyName } from '#lib/domain/case.ts';
import type { Actor, App } from '../app.ts';
import { requireCoordinator } from './access.ts';
import { ratersOf, readRatedStudy, tableOf, type RatedStudy } from './rated-study.ts';

/** The figures of one slice; a value that is not defined says why. */
export type Figures = {
	alpha: Coefficient;
	exact: Coefficient;
	withinOne: Coefficient;
};

/** Krippendorff's alpha (ordinal) of a study. */
export type StudyAlpha = {
	alpha: Coefficient;
	/** Its 95% interval by bootstrap over actions; null where alpha is not defined. */
	alphaInterval: [number, number] | null;
};

export type StudyAgreement = {
	whole: Figures;
	alphaInterval: StudyAlpha['alphaInterval'];
	cases: { externalId: string; specialty: string; figures: Figures }[];
};

/** Draws of the bootstrap, and its seed: the same ratings always show the same interval. */
const BOOTSTRAP = { replicates: 1000, seed: 20251201 };

/**
 * Agreement over every rating so far, submitted or not.
 */
export async function ofStudy(app: App, actor: Actor, slug: string): Promise<StudyAgreement> {
	const { study } = await requireCoordinator(app, actor, slug);
	const rated = await readRatedStudy(app, study);
	const raters = ratersOf(rated).map(({ id }) => id);
	const table = wholeTable(rated);
	return {
		whole: figures(table),
		alphaInterval: intervalOf(table),
		cases: rated.cases.map(({ row, actions }) => ({
			externalId: row.externalId,
			specialty: specialtyName(row.specialty),
			figures: figures(tableOf(actions, raters))
		}))
	};
}

/** The one figure of `ofStudy` that stands for the whole, without the cases. */
export async function alphaOfStudy(app: App, actor: Actor, slug: string): Promise<StudyAlpha> {
	const { study } = await requireCoordinator(app, actor, slug);
	const table = wholeTable(await readRatedStudy(app, study));
	return { alpha: krippendorff.alpha(table, 'ordinal'), alphaInterval: intervalOf(table) };
}

function wholeTable(rated: RatedStudy): Table {
	return tableOf(
		rated.cases.flatMap(({ actions }) => actions),
		ratersOf(rated).map(({ id }) => id)
	);
}

function intervalOf(table: Table): StudyAlpha['alphaInterval'] {
	const interval = bootstrap.alpha(table, 'ordinal', {
		replicates: BOOTSTRAP.replicates,
		random: seeded(BOOTSTRAP.seed)
	});
	return isDefined(interval) ? (interval.ci95 ?? null) : null;
}

/** Krippendorff's alpha (ordinal), percent exact and percent within 1 of a table. */
export function figures(table: Table): Figures {
	return {
		alpha: krippendorff.alpha(table, 'ordinal'),
		exact: percent.exact(table),
		withinOne: percent.withinOne(table)
	};
}

/** Every coefficient over a study, as `primum agreement` prints it and a release carries it. */
export async function reportOfStudy(app: App, actor: Actor, slug: string): Promise<Report> {
	const { study } = await requireCoordinator(app, actor, slug);
	return reportOf(await readRatedStudy(app, study));
}

/** The report over ratings as they were given, before adjudication; raters by pseudonym where they have one. */
export function reportOf(rated: RatedStudy): Report {
	const names = ratersOf(rated).map(({ pseudonym }, index) => pseudonym ?? `r${index + 1}`);
	return report(wholeTable(rated), undefined, names);
}
