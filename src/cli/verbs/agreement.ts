/** `primum agreement`: every coefficient, over a study or over a matrix from anywhere. */
import type { Command } from 'commander';
import { z } from 'zod';
import { report, type Entry, type Report } from '#lib/agreement/report.ts';
import { SCALE } from '#lib/agreement/table.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { roundSchema } from '#lib/domain/round.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { readMatrix } from '#lib/formats/tables.ts';
import { readCategories } from '../categories.ts';
import { Usage } from '../failure.ts';
import { readFile } from '../inputs.ts';
import { count, table } from '../text.ts';
import { does, type Common } from '../verb.ts';

const schema = z.object({
	study: slugSchema.optional(),
	round: roundSchema.optional(),
	matrix: z.string().optional(),
	categories: z.string().optional()
});

export function register(program: Command): void {
	const command = program
		.command('agreement')
		.description('how alike the ratings are: of a study, or of a table of your own')
		.option('--study <slug>', 'a study: every rating so far, before adjudication')
		.option('--round <n>', 'of a study: this round alone; the newest answers unless given')
		.option(
			'--matrix <file>',
			'a CSV with a column "unit", perhaps one "case", and one column a rater, empty where missing'
		)
		.option(
			'--categories <list>',
			'what a rating of the matrix may be: 1..9 or 1,2,3 (1..9 unless given)'
		);
	does(command, schema, async (given) => {
		const { study, round, matrix, categories } = given;
		if ((study === undefined) === (matrix === undefined)) {
			throw new Usage('Give either --study SLUG or --matrix FILE.');
		}
		if (study !== undefined && categories !== undefined) {
			throw new Usage('--categories goes with --matrix: a study is always rated from 1 to 9.');
		}
		if (study === undefined && round !== undefined) {
			throw new Usage('--round goes with --study: a matrix has no rounds.');
		}
		const found =
			study === undefined
				? ofMatrix(matrix!, categories === undefined ? SCALE : readCategories(categories))
				: await ofStudy(given, study, round ?? null);
		return { json: found, text: text(found) };
	});
}

async function ofStudy(given: Common, slug: string, round: number | null): Promise<Report> {
	const [{ withApp }, { TERMINAL }, { reportOfStudy }] = await Promise.all([
		import('../data.ts'),
		import('#lib/server/app.ts'),
		import('#lib/server/services/watching/index.ts')
	]);
	return withApp(given, (app) => reportOfStudy(app, TERMINAL, slug, round));
}

function ofMatrix(file: string, categories: readonly number[]): Report {
	const {
		units,
		cases,
		raters,
		table: ratings,
		problems
	} = readMatrix(readFile(file, DEFAULT_LIMITS.fileBytes));
	const all = problems.map((problem) => ({ ...problem, where: file }));
	const known = new Set(categories);
	const range = `${categories[0]} to ${categories.at(-1)}`;
	for (const [row, values] of ratings.entries()) {
		for (const [column, value] of values.entries()) {
			if (value === null || known.has(value)) continue;
			const field = `unit ${units[row]}, ${raters[column]}`;
			const message = `${value} is none of the ${categories.length} categories, ${range}: correct it, or give --categories.`;
			all.push({ where: file, field, message });
		}
	}
	if (all.length === 0) return report(ratings, { categories, ...(cases !== null && { cases }) });
	throw new Refusal('invalid', `${file} cannot be read as a matrix:`, { problems: all });
}

/** What most readers look for first; the others follow as they come. */
const FIRST = 'krippendorff_alpha_ordinal';

function text({ units, raters, ratings, cases, categories, coefficients }: Report): string {
	const entries = Object.entries(coefficients);
	const rows = entries
		.toSorted(([a], [b]) => Number(b === FIRST) - Number(a === FIRST))
		.map(([name, entry]) => [name, ...cells(entry)]);
	const scale = `categories ${categories[0]} to ${categories.at(-1)} (${categories.length})`;
	const size = [
		...(cases === undefined ? [] : [count(cases, 'case')]),
		...[count(units, 'unit'), count(raters, 'rater'), count(ratings, 'rating'), scale]
	];
	return [
		size.join(', '),
		intervalsIn(cases),
		'',
		table(['coefficient', 'value', 'standard error', '95% interval', 'cases', 'units'], rows)
	].join('\n');
}

/** What the intervals treat as independent, and when that is not enough to go by. */
function intervalsIn(cases: number | undefined): string {
	if (cases === undefined) {
		return (
			'Intervals treat the units as independent of each other. Where they are actions of cases, they are far ' +
			'too narrow: give a column "case".'
		);
	}
	const few =
		cases < FEW_CASES ? ` With fewer than ${FEW_CASES} cases, take them with caution.` : '';
	return (
		'Intervals leave out one case at a time. They see how cases differ, not that other raters might have ' +
		`rated.${few}`
	);
}

/** Below this many cases an interval by case is shown with a caution. */
const FEW_CASES = 15;

function cells(entry: Entry): string[] {
	const { value, se, ci95, cases, units, undefined: reason, no_interval: none } = entry;
	const digits = (n: number | undefined) => n?.toFixed(4) ?? '';
	const rests = [cases === undefined ? '' : String(cases), String(units)];
	if (value === undefined) return ['', '', `not defined: ${reason}`, ...rests];
	const ends = ci95 === undefined ? (none ?? '') : ci95.map(digits).join(' to ');
	return [digits(value), digits(se), ends, ...rests];
}
